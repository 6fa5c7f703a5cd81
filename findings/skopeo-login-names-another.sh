#!/usr/bin/env bash
# `skopeo login --get-login` names one login and `skopeo inspect` sends another one, where docker's
# folder is named in the environment.
#
# Program: skopeo 1.9.3 (Debian 12, 1.9.3+ds1-1+b10). Podman 4.3.1 and Buildah 1.28.2 choose files as
# `skopeo login` does, also for pulls.
# Input: a good login in docker's config.json and an older one in ~/.config/containers/auth.json; then
# the same with `DOCKER_CONFIG` set to the folder of that config.json.
# Expected: both commands use the same login each time. Without `DOCKER_CONFIG` that is the one of
# auth.json, which containers-auth.json(5) says goes first.
# Seen: with `DOCKER_CONFIG` `login --get-login` reads docker's config.json alone and names its login,
# while `inspect` goes on to send that of auth.json.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${registry:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
mkdir -m 777 packages
(cd packages && apt-get -qq download skopeo=1.9.3+ds1-1+b10 libgpgme11 libassuan0 libdevmapper1.02.1 2>/dev/null)
for package in packages/*.deb; do dpkg -x "$package" root; done
skopeo() {
  env -u REGISTRY_AUTH_FILE -u XDG_CONFIG_HOME HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" \
    LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu" \
    "$folder/root/usr/bin/skopeo" "$@"
}
mkdir -p home/.docker home/.config/containers run
unset DOCKER_CONFIG
skopeo --version

# A registry that asks for a login and writes down which one it gets.
cat > registry.py <<'PY'
import http.server
import os


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        sent = self.headers.get("Authorization")
        if sent:
            with open("sent", "a") as file:
                file.write(sent + "\n")
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="registry"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
with open("port.new", "w") as file:
    file.write(str(server.server_port))
os.rename("port.new", "port")
server.serve_forever()
PY
python3 registry.py & registry=$!
until [ -e port ]; do read -rt 0.05 <> <(:) || true; done
host=127.0.0.1:$(cat port)

entry() { printf '{"auths":{"%s":{"auth":"%s"}}}' "$host" "$(printf '%s' "$1" | base64)"; }
entry docker:secret > home/.docker/config.json
entry older:secret > home/.config/containers/auth.json

# Whom each command signs in as.
who() {
  : > sent
  skopeo inspect --tls-verify=false "docker://$host/project/image:tag" > /dev/null 2>&1 || true
  inspect=$(sort -u sent | sed 's/^Basic //' | base64 -d)
  echo "login --get-login: $(skopeo login --get-login "$host"), inspect: ${inspect%%:*}"
}
without=$(who)
with=$(DOCKER_CONFIG=$folder/home/.docker who)
echo "without DOCKER_CONFIG: $without"
echo "with DOCKER_CONFIG:    $with"
[ "$without" = "login --get-login: older, inspect: older" ]
[ "$with" = "login --get-login: docker, inspect: older" ]
