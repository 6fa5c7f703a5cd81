//! What each verdict says, and what to do about it.

use diagnosis::{
    HeldBack, KeptLogin, NameFault, PeerCertificate, Purpose, TrustFault, TrustedBy, Verdict,
};

use crate::{
    format::{lasting, size, whole},
    words::words,
};

crate::words::area! {
    /// What each verdict of the connection doctor says.
    DoctorVerdicts {
        texts {
            plain_http: "Nothing is encrypted: the address is an http one", "Rien n’est chiffré\u{202f}: l’adresse est en http";
            plain_http_do: "docker needs the host in insecure-registries, podman in registries.conf. Better: give the registry a certificate.", "docker veut l’hôte dans insecure-registries, podman dans registries.conf. Mieux\u{202f}: donner un certificat au registre.";
            encryption_unknown: "No answer came, so the certificate could not be judged", "Aucune réponse, donc le certificat n’a pu être jugé";
            unverified: "This connection takes any certificate; docker and podman don’t", "Cette liaison accepte tout certificat\u{202f}; docker et podman non";
            unverified_do: "Trust the registry’s authority instead: edit the connection and choose its certificate.", "Faire plutôt confiance à l’autorité du registre\u{202f}: modifier la liaison et choisir son certificat.";
            not_encrypted: "The port is not encrypted, but the address says https", "Le port n’est pas chiffré, mais l’adresse dit https";
            not_encrypted_do: "Check the port. If the registry really has no encryption, its address begins with http://.", "Vérifier le port. Si le registre n’a vraiment pas de chiffrement, son adresse commence par http://.";
            trusted_system: "trusted by this computer", "reconnu par cet ordinateur";
            trusted_file: "trusted with this connection’s certificate file", "reconnu grâce au fichier de certificat de cette liaison";
            trusted_nobody: "not checked", "non vérifié";
            unknown_issuer: "This computer does not know who issued the certificate", "Cet ordinateur ne sait pas qui a émis le certificat";
            unknown_issuer_do: "Get the authority’s certificate from whoever runs the registry, and choose it in the connection’s settings. docker wants it in /etc/docker/certs.d/HOST/ca.crt.", "Demander le certificat de l’autorité à qui gère le registre, et le choisir dans les réglages de la liaison. docker le veut dans /etc/docker/certs.d/HÔTE/ca.crt.";
            expired: "The certificate has expired", "Le certificat a expiré";
            expired_do: "Whoever runs the registry must renew it. Also check this computer’s clock.", "Qui gère le registre doit le renouveler. Vérifier aussi l’horloge de cet ordinateur.";
            not_yet: "The certificate is not valid yet", "Le certificat n’est pas encore valable";
            wrong_host: "The certificate is for another host", "Le certificat est celui d’un autre hôte";
            wrong_host_do: "Use one of the names that the certificate is for, or have it issued for this one.", "Utiliser un des noms du certificat, ou le faire émettre pour celui-ci.";
            revoked: "The certificate was revoked", "Le certificat a été révoqué";
            harbor_unknown_version: "Harbor answers", "Harbor répond";
            gateway_do: "The gateway is up, Harbor behind it is not. Whoever runs it finds out why in the health page and the logs of core.", "La passerelle répond, Harbor derrière elle non. Qui le gère trouvera pourquoi dans les journaux de core.";
            web_page_do: "Something answers before Harbor: a network’s sign-in page, a filter, or another server. Open the address in a browser and look.", "Quelque chose répond avant Harbor\u{202f}: la page de connexion d’un réseau, un filtre, un autre serveur. Ouvrir l’adresse dans un navigateur.";
            redirect_do: "Use that address for the connection: programs don’t follow it with a sign-in.", "Utiliser cette adresse pour la liaison\u{202f}: les programmes ne la suivent pas avec une connexion.";
            not_harbor_do: "Check host and port.", "Vérifier l’hôte et le port.";
            slash_do: "Pages of repositories with a slash fail; docker is not concerned. The gateway must let %2F and %25 through.", "Les pages des dépôts avec barre oblique échouent\u{202f}; docker n’est pas concerné. La passerelle doit laisser passer %2F et %25.";
            clocks_agree: "The clocks agree", "Les horloges concordent";
            clock_do: "Set the clock by the network: tokens and certificates are judged by it.", "Régler l’horloge par le réseau\u{202f}: jetons et certificats en dépendent.";
            challenge_do: "A 401 is right here: it tells programs where to sign in.", "Un 401 est normal ici\u{202f}: il dit aux programmes où se connecter.";
            no_challenge_do: "docker expects 401 and a token service. A gateway may take the header WWW-Authenticate away.", "docker attend un 401 et un service de jetons. Une passerelle retire peut-être l’en-tête WWW-Authenticate.";
            no_api_do: "The gateway must pass /v2/ on to Harbor, not only the pages.", "La passerelle doit transmettre /v2/ à Harbor, pas seulement les pages.";
            login_dead_do: "Sign the program in again with docker login, podman login or helm registry login; a robot account’s secret may have been renewed, or the account disabled or expired.", "Reconnecter le programme avec docker login, podman login ou helm registry login\u{202f}; le secret d’un robot a pu être renouvelé, ou le compte désactivé ou expiré.";
            login_of_another_do: "What that account may counts for the program, not what this one may. Choose ‘The program’s own sign-in’ above to check as it does.", "Les droits de ce compte-là comptent pour le programme, pas ceux de celui-ci. Choisir «\u{a0}La connexion propre au programme\u{a0}» ci-dessus pour vérifier comme lui.";
            identity_token_do: "Harbor takes no identity tokens. Sign the program in with a password, a CLI secret or a robot account.", "Harbor n’accepte pas ces jetons. Connecter le programme avec un mot de passe, un secret CLI ou un robot.";
            no_login_do: "Without a sign-in it can pull from public projects only. Sign it in with docker login, podman login or helm registry login.", "Sans connexion il ne peut que télécharger des projets publics. Le connecter avec docker login, podman login ou helm registry login.";
            login_unreadable_do: "Mend the file or the credential helper, or take the entry out, and sign the program in again.", "Réparer le fichier ou l’assistant d’identification, ou retirer l’entrée, et reconnecter le programme.";
            not_looked_for: "Other programs’ sign-ins were not looked for", "Les connexions d’autres programmes n’ont pas été cherchées";
            and: "and", "et";
            anyone: "A token for everybody, as nobody is signed in", "Un jeton pour tous, car personne n’est connecté";
            nobody_do: "The token service answers 200 to a wrong secret too, and gives a token for nobody. Sign in again, or renew the secret; a disabled or expired robot account looks the same.", "Le service de jetons répond 200 même à un mauvais secret, avec un jeton pour personne. Se connecter de nouveau ou renouveler le secret\u{202f}; un robot désactivé ou expiré donne le même résultat.";
            no_token_do: "Sign in to this registry again.", "Se connecter de nouveau à ce registre.";
            nothing_asked: "No image was named, so no rights were asked for", "Aucune image n’est nommée, donc aucun droit demandé";
            capitals: "has capital letters: names of repositories are lower case", "a des majuscules\u{202f}: les noms de dépôts sont en minuscules";
            too_long: "is longer than 255 characters", "dépasse 255 caractères";
            no_project: "names no project: images at Harbor are host/project/image", "ne nomme aucun projet\u{202f}: chez Harbor une image est hôte/projet/image";
            characters: "has characters that a repository’s name can’t have", "a des caractères interdits dans le nom d’un dépôt";
            no_project_do: "Check its name; a private project is hidden from those who are no members. Or create it first: a push makes no project.", "Vérifier son nom\u{202f}; un projet privé est caché aux non-membres. Ou le créer d’abord\u{202f}: un push ne crée pas de projet.";
            role_do_push: "A project administrator can make the account Developer or more. Then try again: programs ask afresh each time.", "Un administrateur du projet peut donner le rôle Développeur ou plus. Puis réessayer\u{202f}: les programmes redemandent à chaque fois.";
            role_do_pull: "A project administrator can add the account as a member.", "Un administrateur du projet peut ajouter le compte comme membre.";
            robot_do: "Give the robot account the permission in its settings; its secret stays.", "Donner la permission au robot dans ses réglages\u{202f}; son secret reste.";
            robot_disabled_do: "Enable it in the list of robot accounts.", "L’activer dans la liste des robots.";
            robot_expired_do: "Set a later end. A new secret alone does not help.", "Fixer une fin plus tardive. Un nouveau secret seul n’aide pas.";
            read_only: "The registry is read-only for now", "Le registre est en lecture seule";
            read_only_do: "Whoever runs the registry has switched it so. Wait, or ask how long.", "Qui gère le registre l’a réglé ainsi. Attendre, ou demander jusqu’à quand.";
            takes_changes: "The registry takes changes", "Le registre accepte les changements";
            quota_do: "Delete what is not needed and collect garbage, or have an administrator raise the limit.", "Supprimer l’inutile et lancer le nettoyage, ou faire relever la limite par un administrateur.";
            proxy_cache_do: "Push to another project. This one fetches its images by itself.", "Envoyer vers un autre projet. Celui-ci va chercher ses images lui-même.";
            frozen_do: "Push with a new tag, or change the project’s immutable rule.", "Envoyer avec un nouveau tag, ou changer la règle d’immuabilité du projet.";
            no_image_do: "Check name and tag.", "Vérifier le nom et le tag.";
            blocked_do: "Whether this image is refused stands in its vulnerabilities; images without a scan are refused as well.", "Ses vulnérabilités disent si cette image est refusée\u{202f}; une image non scannée l’est aussi.";
            upstream_limits_do: "The registry behind this proxy cache limits pulls, not this one. Wait, or have an administrator give the endpoint an account with a higher limit.", "C’est le registre derrière ce cache proxy qui limite les pulls, pas celui-ci. Attendre, ou demander à un administrateur de donner à l’accès un compte avec une limite plus haute.";
            upstream_refuses_do: "Whoever runs this registry checks the endpoint of the proxy cache: its address and its account.", "Qui gère ce registre vérifie l’accès du cache proxy\u{202f}: son adresse et son compte.";
            not_upstream_do: "Check name and tag. Docker Hub’s own images are under library/, and a filter of the project may leave others out.", "Vérifier le nom et le tag. Les images propres à Docker Hub sont sous library/, et un filtre du projet peut en exclure d’autres.";
            unsigned_do: "Sign the image with cosign or notation, or have a project administrator change the policy.", "Signer l’image avec cosign ou notation, ou faire changer la règle par un administrateur du projet.";
            findings_do: "Rebuild the image without these vulnerabilities, or have a project administrator allow them or change the policy.", "Reconstruire l’image sans ces failles, ou demander à un administrateur du projet de les admettre ou de changer la règle.";
            not_scanned_do: "Have it scanned first.", "La faire scanner d’abord.";
            held_back_do: "A project administrator can change the policy.", "Un administrateur du projet peut changer la règle.";
            pull_refused_do: "The rights are there, so something else refuses: the server’s words say what.", "Les droits y sont, donc autre chose refuse\u{202f}: les mots du serveur disent quoi.";
            upload_left_do: "The registry clears uploads that nobody goes on with by itself, after a week by default.", "Le registre efface lui-même les envois abandonnés, par défaut après une semaine.";
            needs_sign_in_do: "Sign in with an account that is a member of the project.", "Se connecter avec un compte membre du projet.";
            tag_do: "A tag has letters, digits, dots, underscores and hyphens, begins with none of the last two but an underscore, and is at most 128 characters long.", "Un tag a des lettres, des chiffres, points, tirets bas et traits d’union, ne commence ni par un point ni par un trait d’union, et a 128 caractères au plus.";
            allowlist_expired_do: "A project administrator can give the list a later end.", "Un administrateur du projet peut donner à la liste une fin plus tardive.";
            unsigned: "The registry refuses it: the image is not signed", "Le registre la refuse\u{202f}: l’image n’est pas signée";
            findings: "The registry refuses it because of its vulnerabilities", "Le registre la refuse à cause de ses failles";
            not_scanned: "The registry refuses it because it was not scanned", "Le registre la refuse parce qu’elle n’a pas été scannée";
            held_back: "A policy of the project refuses it", "Une règle du projet la refuse";
            signature: "Only signed images are given out", "Seules les images signées sont données";
            nothing_blocks: "No rule of the project holds pulls back", "Aucune règle du projet ne retient les pulls";
            other_registry_do: "Choose that registry, or correct the command.", "Choisir ce registre-là, ou corriger la commande.";
            unknown_host_do: "Check the spelling, the network and the VPN: this computer finds no address for the name.", "Vérifier l’orthographe, le réseau et le VPN\u{202f}: cet ordinateur ne trouve pas d’adresse pour ce nom.";
            refused_do: "The server is there, nothing listens at this port. Check the port, and whether the registry runs.", "Le serveur est là, rien n’écoute sur ce port. Vérifier le port, et que le registre tourne.";
            no_answer_do: "A firewall, or the VPN is off. Try from another network.", "Un pare-feu, ou le VPN est coupé. Essayer depuis un autre réseau.";
            proxy_do: "Correct the proxy, or except the registry from it (NO_PROXY).", "Corriger le proxy, ou en excepter le registre (NO_PROXY).";
            issuer_not_shown_do: "If the authority itself signed it, as an organisation’s own one often does: choose the authority’s certificate in the connection’s settings; docker wants it in /etc/docker/certs.d/HOST/ca.crt. If another one stands between: whoever runs the registry has the server send that too (fullchain.pem).", "Si l’autorité l’a signé elle-même, comme souvent celle d’une organisation\u{202f}: choisir le certificat de l’autorité dans les réglages de la liaison\u{202f}; docker le veut dans /etc/docker/certs.d/HÔTE/ca.crt. S’il y a un intermédiaire\u{202f}: qui gère le registre le fait envoyer aussi par le serveur (fullchain.pem).";
            guest: "Guest", "Invité";
            limited_guest: "Limited guest", "Invité limité";
            developer: "Developer", "Développeur";
            maintainer: "Maintainer", "Mainteneur";
            project_administrator: "Project administrator", "Administrateur du projet";
            nothing: "nothing", "rien";
            no_limit: "no limit", "sans limite";
            settings: "the connection’s settings", "les réglages de la liaison";
        }
        says {
            found(host: &str, addresses: &str): format!("{host} is {addresses}"), format!("{host} est {addresses}");
            is_address(host: &str): format!("{host} needs no look-up"), format!("{host} n’a pas à être cherché");
            by_proxy(host: &str): format!("The proxy finds {host}"), format!("Le proxy trouve {host}");
            unknown_host(host: &str): format!("The name {host} is not known here"), format!("Le nom {host} est inconnu ici");
            lookup_failed(host: &str, reason: &str): format!("{host} could not be looked up: {reason}"), format!("{host} n’a pu être cherché\u{202f}: {reason}");
            other_registry(named: &str, here: &str): format!("This goes to {named}, not to {here}"), format!("Ceci va à {named}, pas à {here}");
            connected(address: &str): format!("{address} answers"), format!("{address} répond");
            through(proxy: &str, by: &str): format!("Through the proxy {proxy} ({by})"), format!("Par le proxy {proxy} ({by})");
            refused(port: u16): format!("The server refuses connections at port {port}"), format!("Le serveur refuse les connexions au port {port}");
            no_answer(port: u16): format!("Nothing answers at port {port}"), format!("Rien ne répond au port {port}");
            not_connected(reason: &str): format!("No connection: {reason}"), format!("Pas de liaison\u{202f}: {reason}");
            proxy_fails(proxy: &str, by: &str, reason: &str): format!("The proxy {proxy} ({by}) {reason}"), format!("Le proxy {proxy} ({by}) échoue\u{202f}: {reason}");
            encrypted(version: &str, trust: &str): format!("{version}, {trust}"), format!("{version}, {trust}");
            certificate(issuer: &str, ends: &str): format!("Certificate issued by {issuer}, until {ends}"), format!("Certificat émis par {issuer}, jusqu’au {ends}");
            ends_in(days: i64): format!("The certificate ends in {days} days"), format!("Le certificat finit dans {days} jours");
            own_authority(host: &str): format!("docker may need the same certificate in /etc/docker/certs.d/{host}/ca.crt"), format!("docker voudra peut-être le même certificat dans /etc/docker/certs.d/{host}/ca.crt");
            for_hosts(hosts: &str): format!("It is for {hosts}"), format!("Il est pour {hosts}");
            not_trusted(reason: &str): format!("The certificate is not trusted: {reason}"), format!("Le certificat n’est pas reconnu\u{202f}: {reason}");
            issuer_not_shown(issuer: &str): format!("The certificate is signed by {issuer}, which this computer does not know and the server does not show"), format!("Le certificat est signé par {issuer}, que cet ordinateur ne connaît pas et que le serveur ne montre pas");
            no_common(reason: &str): format!("No encrypted connection: {reason}"), format!("Pas de liaison chiffrée\u{202f}: {reason}");
            harbor(version: &str): format!("Harbor {version} answers"), format!("Harbor {version} répond");
            web_page(title: &str, status: u16): format!("A web page ‘{title}’ answers (status {status})"), format!("Une page web «\u{a0}{title}\u{a0}» répond (état {status})");
            gateway(status: u16): format!("A gateway answers {status}: Harbor does not run"), format!("Une passerelle répond {status}\u{202f}: Harbor ne tourne pas");
            redirects(to: &str): format!("The address leads to {to}"), format!("L’adresse mène à {to}");
            not_harbor(what: &str): format!("This is no Harbor: {what}"), format!("Ce n’est pas Harbor\u{202f}: {what}");
            slash(status: u16): format!("A gateway refuses names of repositories with a slash (status {status})"), format!("Une passerelle refuse les noms de dépôts avec barre oblique (état {status})");
            clock_ahead(by: &str): format!("The server’s clock is {by} ahead of this computer’s"), format!("L’horloge du serveur avance de {by} sur celle-ci");
            clock_behind(by: &str): format!("The server’s clock is {by} behind this computer’s"), format!("L’horloge du serveur retarde de {by} sur celle-ci");
            token_service(realm: &str): format!("GET /v2/ answers 401 and names {realm}"), format!("GET /v2/ répond 401 et nomme {realm}");
            realm_elsewhere(realm: &str): format!("Programs are sent to {realm} to sign in"), format!("Les programmes sont envoyés à {realm} pour se connecter");
            realm_do(expected: &str): format!("Harbor’s external address is wrong: it should send them to {expected}. Whoever runs it sets external_url in harbor.yml (externalURL in the Helm chart). docker login and push fail until then."), format!("L’adresse externe de Harbor est fausse\u{202f}: il devrait les envoyer à {expected}. Qui le gère règle external_url dans harbor.yml (externalURL dans le chart Helm). docker login et push échouent d’ici là.");
            no_challenge(status: u16): format!("GET /v2/ answers {status} and names no token service"), format!("GET /v2/ répond {status} et ne nomme aucun service de jetons");
            no_api(status: u16): format!("GET /v2/ answers {status}: the registry’s own interface is missing"), format!("GET /v2/ répond {status}\u{202f}: l’interface du registre manque");
            helper(name: &str): format!("the credential helper {name}"), format!("l’assistant d’identification {name}");
            login_works(programs: &str, user: &str, by: &str): format!("{programs}: signed in as {user}, kept by {by}; it works"), format!("{programs}\u{202f}: connexion de {user}, gardée par {by}\u{202f}; elle fonctionne");
            login_of_another(programs: &str, user: &str, here: &str, by: &str): format!("{programs}: signed in as {user}, not as {here}; kept by {by}"), format!("{programs}\u{202f}: connexion de {user}, pas de {here}\u{202f}; gardée par {by}");
            login_dead(programs: &str, user: &str, by: &str): format!("{programs}: the sign-in of {user} no longer works; kept by {by}"), format!("{programs}\u{202f}: la connexion de {user} ne fonctionne plus\u{202f}; gardée par {by}");
            login_untried(programs: &str, user: &str, reason: &str): format!("{programs}: signed in as {user}; whether it works is not known: {reason}"), format!("{programs}\u{202f}: connexion de {user}\u{202f}; on ne sait si elle fonctionne\u{202f}: {reason}");
            identity_token(programs: &str, by: &str): format!("{programs}: an identity token, kept by {by}"), format!("{programs}\u{202f}: un jeton d’identité, gardé par {by}");
            no_login(programs: &str): format!("{programs}: no sign-in for this registry"), format!("{programs}\u{202f}: pas de connexion pour ce registre");
            login_unreadable(programs: &str, file: &str, reason: &str): format!("{programs}: {file} can’t be used: {reason}"), format!("{programs}\u{202f}: {file} est inutilisable\u{202f}: {reason}");
            token_for(account: &str): format!("The token names {account}"), format!("Le jeton nomme {account}");
            for_nobody(account: &str): format!("The token names nobody: the sign-in of {account} is not taken"), format!("Le jeton ne nomme personne\u{202f}: la connexion de {account} n’est pas acceptée");
            token_refused(status: u16): format!("The token service answers {status}"), format!("Le service de jetons répond {status}");
            no_token(reason: &str): format!("No token: {reason}"), format!("Pas de jeton\u{202f}: {reason}");
            granted(repository: &str, actions: &str): format!("The token allows {actions} on {repository}"), format!("Le jeton permet {actions} sur {repository}");
            granted_less(repository: &str, asked: &str, granted: &str): format!("Asked for {asked} on {repository}, got {granted}"), format!("Demandé {asked} sur {repository}, obtenu {granted}");
            bad_name(name: &str, fault: &str): format!("{name} {fault}"), format!("{name} {fault}");
            project_unknown(project: &str): format!("There is no project {project}, or this account can’t see it"), format!("Pas de projet {project}, ou ce compte ne peut le voir");
            role_push(role: &str, project: &str): format!("The account is {role} in {project}, which does not allow to push"), format!("Le compte est {role} dans {project}, ce qui ne permet pas d’envoyer");
            role_pull(role: &str, project: &str): format!("The account is {role} in {project}, which does not allow to pull"), format!("Le compte est {role} dans {project}, ce qui ne permet pas de télécharger");
            no_member(project: &str): format!("The account is no member of {project}"), format!("Le compte n’est pas membre de {project}");
            robot_lacks_push(robot: &str): format!("{robot} may not push there: it lacks the permission"), format!("{robot} ne peut pas y envoyer\u{202f}: la permission lui manque");
            robot_lacks_pull(robot: &str): format!("{robot} may not pull there: it lacks the permission"), format!("{robot} ne peut pas y télécharger\u{202f}: la permission lui manque");
            robot_disabled(robot: &str): format!("{robot} is disabled"), format!("{robot} est désactivé");
            robot_expired(robot: &str, at: &str): format!("{robot} expired on {at}"), format!("{robot} a expiré le {at}");
            quota_full(project: &str, used: &str, limit: &str): format!("The quota of {project} is full: {used} of {limit}"), format!("Le quota de {project} est plein\u{202f}: {used} sur {limit}");
            quota_left(project: &str, left: &str): format!("Quota of {project}: {left} left"), format!("Quota de {project}\u{202f}: reste {left}");
            quota_unknown(project: &str): format!("The quota of {project} is not shown to this account"), format!("Le quota de {project} n’est pas montré à ce compte");
            proxy_cache(project: &str): format!("{project} is a proxy cache, which takes no pushes"), format!("{project} est un cache proxy, qui n’accepte pas d’envoi");
            takes_pushes(project: &str): format!("{project} is no proxy cache"), format!("{project} n’est pas un cache proxy");
            frozen(tag: &str): format!("The tag {tag} is there and immutable"), format!("Le tag {tag} existe et est immuable");
            tag_free(tag: &str): format!("No immutable rule holds the tag {tag}"), format!("Aucune règle d’immuabilité ne tient le tag {tag}");
            tag_unknown(tag: &str): format!("Whether a rule holds the tag {tag} is not known"), format!("On ne sait pas si une règle tient le tag {tag}");
            needs_sign_in_push(project: &str): format!("Nobody may push to {project} without signing in"), format!("Personne ne peut envoyer vers {project} sans connexion");
            needs_sign_in_pull(project: &str): format!("{project} is not public, or not there"), format!("{project} n’est pas public, ou n’existe pas");
            bad_tag(tag: &str): format!("{tag} can’t be a tag"), format!("{tag} ne peut être un tag");
            no_repository(repository: &str): format!("There is no repository {repository}"), format!("Pas de dépôt {repository}");
            allowlist(count: usize): format!("{count} CVEs of the allowlist don’t count"), format!("{count} CVE de la liste d’exceptions ne comptent pas");
            allowlist_expired(count: usize, at: &str): format!("The allowlist with {count} CVEs expired on {at}: they count again"), format!("La liste d’exceptions de {count} CVE a expiré le {at}\u{202f}: elles comptent de nouveau");
            pullable(reference: &str): format!("The registry gives out {reference}"), format!("Le registre donne {reference}");
            server_said(said: &str): format!("It says: {said}"), format!("Il dit\u{202f}: {said}");
            upstream_limits(project: &str): format!("The registry behind {project} answers 429: too many pulls"), format!("Le registre derrière {project} répond 429\u{202f}: trop de pulls");
            upstream_refuses(project: &str, status: u16): format!("The registry behind {project} refuses: it answers {status}"), format!("Le registre derrière {project} refuse\u{202f}: il répond {status}");
            not_upstream(project: &str, reference: &str): format!("{reference} is not in the registry behind {project}"), format!("{reference} n’est pas dans le registre derrière {project}");
            pull_refused(status: u16): format!("The registry answers {status} to the pull"), format!("Le registre répond {status} au pull");
            upload_works(repository: &str): format!("An upload to {repository} was begun and cancelled; it is gone"), format!("Un envoi vers {repository} a été commencé et annulé\u{202f}; il a disparu");
            upload_left(repository: &str): format!("An upload to {repository} was begun, and could not be cancelled"), format!("Un envoi vers {repository} a été commencé, et n’a pu être annulé");
            upload_refused(status: u16): format!("The registry answers {status} to the upload"), format!("Le registre répond {status} à l’envoi");
            not_tried(reason: &str): format!("It could not be tried: {reason}"), format!("L’essai n’a pu être fait\u{202f}: {reason}");
            no_image(reference: &str): format!("{reference} is not there"), format!("{reference} n’existe pas");
            blocked(severity: &str): format!("Images with findings of severity {severity} or worse are not given out"), format!("Les images avec des failles de gravité {severity} ou pire ne sont pas données");
        }
    }
}

fn common_name(name: &str) -> &str {
    let mut parts = name.split(',').map(str::trim);
    parts
        .find_map(|part| part.strip_prefix("CN="))
        .unwrap_or(name)
}

fn day(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0)
        .map(whole)
        .unwrap_or_default()
}

fn certificate(one: &PeerCertificate) -> String {
    words()
        .doctor_verdicts
        .certificate(common_name(&one.issuer), &day(one.not_after))
}

/// A certificate and whom it is for, a line each.
fn described(one: &PeerCertificate) -> Vec<String> {
    let hosts = (!one.hosts.is_empty()).then(|| {
        let w = &words().doctor_verdicts;
        w.for_hosts(&one.hosts.join(", "))
    });
    std::iter::once(certificate(one)).chain(hosts).collect()
}

fn list(actions: &[String]) -> String {
    match actions {
        [] => words().doctor_verdicts.nothing.to_owned(),
        actions => actions.join(", "),
    }
}

fn role(word: &str) -> &str {
    let w = &words().doctor_verdicts;
    match word {
        "guest" => w.guest,
        "limited_guest" => w.limited_guest,
        "developer" => w.developer,
        "maintainer" => w.maintainer,
        "project_admin" => w.project_administrator,
        other => other,
    }
}

fn proxy_source(named_by: &str) -> &str {
    match named_by {
        "" => words().doctor_verdicts.settings,
        other => other,
    }
}

/// Names of programs: `Docker, Podman and skopeo`.
fn named(programs: &[String]) -> String {
    match programs {
        [first @ .., last] if !first.is_empty() => {
            format!(
                "{} {} {last}",
                first.join(", "),
                words().doctor_verdicts.and
            )
        }
        _ => programs.concat(),
    }
}

fn keeper(kept: &KeptLogin) -> String {
    match &kept.helper {
        Some(helper) => words().doctor_verdicts.helper(helper),
        None => kept.file.clone(),
    }
}

/// What was seen, and what it means.
pub fn seen(verdict: &Verdict) -> Vec<String> {
    let w = &words().doctor_verdicts;
    let one = match verdict {
        Verdict::Found { host, addresses } => w.found(host, &addresses.join(", ")),
        Verdict::NoLookupNeeded { host } => w.is_address(host),
        Verdict::LookedUpByProxy { host } => w.by_proxy(host),
        Verdict::UnknownHost { host } => w.unknown_host(host),
        Verdict::LookupFailed { host, reason } => w.lookup_failed(host, reason),
        Verdict::OtherRegistry { named, here } => w.other_registry(named, here),
        Verdict::Connected { address } => w.connected(address),
        Verdict::ThroughProxy { proxy, named_by } => w.through(proxy, proxy_source(named_by)),
        Verdict::Refused { port } => w.refused(*port),
        Verdict::NoAnswer { port } => w.no_answer(*port),
        Verdict::NotConnected { reason } => w.not_connected(reason),
        Verdict::ProxyFails {
            proxy,
            named_by,
            reason,
        } => w.proxy_fails(proxy, proxy_source(named_by), reason),
        Verdict::PlainHttp => w.plain_http.to_owned(),
        Verdict::EncryptionUnknown => w.encryption_unknown.to_owned(),
        Verdict::Encrypted {
            version,
            certificate: shown,
            trusted_by,
        } => {
            let trust = match trusted_by {
                TrustedBy::System => w.trusted_system,
                TrustedBy::OwnFile => w.trusted_file,
                TrustedBy::Nobody => w.trusted_nobody,
            };
            let mut lines = vec![w.encrypted(version.as_deref().unwrap_or("TLS"), trust)];
            lines.extend(shown.as_ref().map(certificate));
            return lines;
        }
        Verdict::CertificateEnds { days } => w.ends_in(*days),
        Verdict::Unverified => w.unverified.to_owned(),
        Verdict::OwnAuthority { host } => w.own_authority(host),
        Verdict::NotTrusted {
            fault,
            reason,
            certificate: shown,
        } => {
            let mut lines = vec![match fault {
                TrustFault::UnknownIssuer => w.unknown_issuer.to_owned(),
                TrustFault::Expired => w.expired.to_owned(),
                TrustFault::NotYetValid => w.not_yet.to_owned(),
                TrustFault::WrongHost => w.wrong_host.to_owned(),
                TrustFault::Revoked => w.revoked.to_owned(),
                TrustFault::Other => w.not_trusted(reason),
            }];
            if let Some(shown) = shown {
                lines.extend(described(shown));
            }
            return lines;
        }
        Verdict::IssuerNotShown { certificate } => {
            let mut lines = vec![w.issuer_not_shown(common_name(&certificate.issuer))];
            lines.extend(described(certificate));
            return lines;
        }
        Verdict::NotEncrypted => w.not_encrypted.to_owned(),
        Verdict::NoCommonEncryption { reason } => w.no_common(reason),
        Verdict::Harbor {
            version: Some(version),
        } => w.harbor(&crate::format::short_version(version)),
        Verdict::Harbor { version: None } => w.harbor_unknown_version.to_owned(),
        Verdict::WebPage { title, status } => w.web_page(title, *status),
        Verdict::Gateway { status } => w.gateway(*status),
        Verdict::RedirectsTo { to } => w.redirects(to),
        Verdict::NotHarbor { what } => w.not_harbor(what),
        Verdict::EncodedSlashRefused { status } => w.slash(*status),
        Verdict::ClockApart { ahead_s } => {
            let apart = lasting(chrono::TimeDelta::seconds(ahead_s.abs()));
            match *ahead_s > 0 {
                true => w.clock_ahead(&apart),
                false => w.clock_behind(&apart),
            }
        }
        Verdict::ClocksAgree => w.clocks_agree.to_owned(),
        Verdict::TokenService { realm } => w.token_service(realm),
        Verdict::RealmElsewhere { realm, .. } => w.realm_elsewhere(realm),
        Verdict::NoChallenge { status } => w.no_challenge(*status),
        Verdict::NoRegistryApi { status } => w.no_api(*status),
        Verdict::LoginWorks {
            programs,
            user,
            kept,
        } => w.login_works(&named(programs), user, &keeper(kept)),
        Verdict::LoginOfAnother {
            programs,
            user,
            here,
            kept,
        } => w.login_of_another(&named(programs), user, here, &keeper(kept)),
        Verdict::LoginDead {
            programs,
            user,
            kept,
            ..
        } => w.login_dead(&named(programs), user, &keeper(kept)),
        Verdict::LoginUntried {
            programs,
            user,
            reason,
            ..
        } => w.login_untried(&named(programs), user, reason),
        Verdict::LoginIsIdentityToken { programs, kept, .. } => {
            w.identity_token(&named(programs), &keeper(kept))
        }
        Verdict::NoLogin { programs, .. } => w.no_login(&named(programs)),
        Verdict::LoginUnreadable {
            programs,
            file,
            reason,
            ..
        } => w.login_unreadable(&named(programs), file, reason),
        Verdict::LoginsNotLookedFor => w.not_looked_for.to_owned(),
        Verdict::TokenFor { account } => w.token_for(account),
        Verdict::TokenForNobody { account } => w.for_nobody(account),
        Verdict::TokenForAnyone => w.anyone.to_owned(),
        Verdict::TokenRefused { status } => w.token_refused(*status),
        Verdict::NoToken { reason } => w.no_token(reason),
        Verdict::Granted {
            repository,
            actions,
        } => w.granted(repository, &list(actions)),
        Verdict::GrantedLess {
            repository,
            asked,
            granted,
        } => w.granted_less(repository, &list(asked), &list(granted)),
        Verdict::NothingAsked => w.nothing_asked.to_owned(),
        Verdict::InvalidName { name, fault } => {
            let fault = match fault {
                NameFault::Capitals => w.capitals,
                NameFault::TooLong => w.too_long,
                NameFault::NoProject => w.no_project,
                NameFault::Characters => w.characters,
            };
            w.bad_name(name, fault)
        }
        Verdict::NoProject { project } => w.project_unknown(project),
        Verdict::RoleTooWeak {
            project,
            role: word,
            purpose,
        } => match purpose {
            Purpose::Push => w.role_push(role(word), project),
            Purpose::Pull | Purpose::SignIn => w.role_pull(role(word), project),
        },
        Verdict::NoMember { project, .. } => w.no_member(project),
        Verdict::RobotLacks { robot, purpose } => match purpose {
            Purpose::Push => w.robot_lacks_push(robot),
            Purpose::Pull | Purpose::SignIn => w.robot_lacks_pull(robot),
        },
        Verdict::RobotDisabled { robot } => w.robot_disabled(robot),
        Verdict::RobotExpired { robot, at } => w.robot_expired(robot, &day(*at)),
        Verdict::ReadOnly => w.read_only.to_owned(),
        Verdict::TakesChanges => w.takes_changes.to_owned(),
        Verdict::QuotaFull {
            project,
            used,
            limit,
        } => w.quota_full(project, &size(*used), &size(*limit)),
        Verdict::QuotaLeft { project, left } => {
            let left = left.map_or_else(|| w.no_limit.to_owned(), size);
            w.quota_left(project, &left)
        }
        Verdict::QuotaUnknown { project } => w.quota_unknown(project),
        Verdict::ProxyCache { project } => w.proxy_cache(project),
        Verdict::TakesPushes { project } => w.takes_pushes(project),
        Verdict::TagFrozen { tag } => w.frozen(tag),
        Verdict::TagFree { tag } => w.tag_free(tag),
        Verdict::TagUnknown { tag } => w.tag_unknown(tag),
        Verdict::NoSuchImage { reference } => w.no_image(reference),
        Verdict::BlockedByFindings { severity } => w.blocked(severity),
        Verdict::NeedsSignature => w.signature.to_owned(),
        Verdict::NothingBlocksPulls => w.nothing_blocks.to_owned(),
        Verdict::NeedsSignIn { project, purpose } => match purpose {
            Purpose::Push => w.needs_sign_in_push(project),
            Purpose::Pull | Purpose::SignIn => w.needs_sign_in_pull(project),
        },
        Verdict::InvalidTag { tag } => w.bad_tag(tag),
        Verdict::NoSuchRepository { repository } => w.no_repository(repository),
        Verdict::AllowlistApplies { count } => w.allowlist(*count),
        Verdict::AllowlistExpired { count, at } => w.allowlist_expired(*count, &day(*at)),
        Verdict::Pullable { reference } => w.pullable(reference),
        Verdict::PullHeldBack { reason, said } => {
            let one = match reason {
                HeldBack::Unsigned => w.unsigned,
                HeldBack::Findings => w.findings,
                HeldBack::NotScanned => w.not_scanned,
                HeldBack::Other => w.held_back,
            };
            return with_words(one.to_owned(), said);
        }
        Verdict::UpstreamRefuses {
            project,
            status,
            said,
        } => {
            let one = match status {
                429 => w.upstream_limits(project),
                status => w.upstream_refuses(project, *status),
            };
            return with_words(one, said);
        }
        Verdict::NotUpstream { project, reference } => w.not_upstream(project, reference),
        Verdict::PullRefused { status, said } => {
            return with_words(w.pull_refused(*status), said);
        }
        Verdict::UploadWorks { repository } => w.upload_works(repository),
        Verdict::UploadLeft { repository } => w.upload_left(repository),
        Verdict::UploadRefused { status, said } => {
            return with_words(w.upload_refused(*status), said);
        }
        Verdict::NotTried { reason } => w.not_tried(reason),
    };
    vec![one]
}

/// A sentence, and what the server said.
fn with_words(one: String, said: &str) -> Vec<String> {
    let said = Some(said).filter(|said| !said.is_empty());
    let said = said.map(|said| words().doctor_verdicts.server_said(said));
    std::iter::once(one).chain(said).collect()
}

/// What to do about it, where something can be done.
pub fn advice(verdict: &Verdict) -> Option<String> {
    let w = &words().doctor_verdicts;
    let advice = match verdict {
        Verdict::OtherRegistry { .. } => w.other_registry_do,
        Verdict::UnknownHost { .. } | Verdict::LookupFailed { .. } => w.unknown_host_do,
        Verdict::Refused { .. } => w.refused_do,
        Verdict::NoAnswer { .. } | Verdict::NotConnected { .. } => w.no_answer_do,
        Verdict::ProxyFails { .. } => w.proxy_do,
        Verdict::PlainHttp => w.plain_http_do,
        Verdict::Unverified => w.unverified_do,
        Verdict::NotEncrypted => w.not_encrypted_do,
        Verdict::NotTrusted { fault, .. } => match fault {
            TrustFault::Expired | TrustFault::NotYetValid => w.expired_do,
            TrustFault::WrongHost => w.wrong_host_do,
            TrustFault::UnknownIssuer | TrustFault::Revoked | TrustFault::Other => {
                w.unknown_issuer_do
            }
        },
        Verdict::CertificateEnds { .. } => w.expired_do,
        Verdict::IssuerNotShown { .. } => w.issuer_not_shown_do,
        Verdict::WebPage { .. } => w.web_page_do,
        Verdict::Gateway { .. } => w.gateway_do,
        Verdict::RedirectsTo { .. } => w.redirect_do,
        Verdict::NotHarbor { .. } | Verdict::NoCommonEncryption { .. } => w.not_harbor_do,
        Verdict::EncodedSlashRefused { .. } => w.slash_do,
        Verdict::ClockApart { .. } => w.clock_do,
        Verdict::TokenService { .. } => w.challenge_do,
        Verdict::RealmElsewhere { expected, .. } => return Some(w.realm_do(expected)),
        Verdict::NoChallenge { .. } => w.no_challenge_do,
        Verdict::NoRegistryApi { .. } => w.no_api_do,
        Verdict::LoginDead { .. } => w.login_dead_do,
        Verdict::LoginOfAnother { .. } => w.login_of_another_do,
        Verdict::LoginIsIdentityToken { .. } => w.identity_token_do,
        Verdict::NoLogin { asked: true, .. } => w.no_login_do,
        Verdict::LoginUnreadable { .. } => w.login_unreadable_do,
        Verdict::TokenForNobody { .. } => w.nobody_do,
        Verdict::TokenRefused { .. } | Verdict::NoToken { .. } => w.no_token_do,
        Verdict::NoProject { .. } => w.no_project_do,
        Verdict::RoleTooWeak { purpose, .. } | Verdict::NoMember { purpose, .. } => match purpose {
            Purpose::Push => w.role_do_push,
            Purpose::Pull | Purpose::SignIn => w.role_do_pull,
        },
        Verdict::RobotLacks { .. } => w.robot_do,
        Verdict::RobotDisabled { .. } => w.robot_disabled_do,
        Verdict::RobotExpired { .. } => w.robot_expired_do,
        Verdict::ReadOnly => w.read_only_do,
        Verdict::QuotaFull { .. } => w.quota_do,
        Verdict::ProxyCache { .. } => w.proxy_cache_do,
        Verdict::TagFrozen { .. } => w.frozen_do,
        Verdict::NoSuchImage { .. } => w.no_image_do,
        Verdict::BlockedByFindings { .. } => w.blocked_do,
        Verdict::NeedsSignIn { .. } => w.needs_sign_in_do,
        Verdict::InvalidTag { .. } => w.tag_do,
        Verdict::NoSuchRepository { .. } => w.no_image_do,
        Verdict::AllowlistExpired { .. } => w.allowlist_expired_do,
        Verdict::PullHeldBack { reason, .. } => match reason {
            HeldBack::Unsigned => w.unsigned_do,
            HeldBack::Findings => w.findings_do,
            HeldBack::NotScanned => w.not_scanned_do,
            HeldBack::Other => w.held_back_do,
        },
        Verdict::UpstreamRefuses { status: 429, .. } => w.upstream_limits_do,
        Verdict::UpstreamRefuses { .. } => w.upstream_refuses_do,
        Verdict::NotUpstream { .. } => w.not_upstream_do,
        Verdict::PullRefused { .. } | Verdict::UploadRefused { .. } => w.pull_refused_do,
        Verdict::UploadLeft { .. } => w.upload_left_do,
        _ => return None,
    };
    Some(advice.to_owned())
}
