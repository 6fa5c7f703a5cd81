// A certified OpenID Connect provider (the npm package oidc-provider) with made-up people, for tests.
//
// It listens on a free port of 127.0.0.1, prints one line of JSON about itself, and ends with its
// standard input. Options are one JSON argument, and may be changed while it runs by PUT /control:
//   redirect_uris  where Harbor's client may be sent back to
//   consent        false: nobody is asked whether the client may know them
//   lifetimes      seconds of code, access, id and refresh
//   slow_ms        how late every answer comes
//   fail           the endpoint that answers 503: discovery, authorization, token, jwks, userinfo,
//                  revocation; null for none
//   revoke         a login: that person's grants and sessions end, once
//   person         a login that is signed in without being asked for a password, as somebody whom a
//                  browser's own certificate or desktop signs in
//   accounts       more people: {login, name, email, groups}
//   refresh_tokens "always", as Keycloak and Entra ID give them, or "with_consent": only to a client
//                  that asks for offline_access and has the person asked by prompt=consent, as
//                  OpenID Connect Core (11) and this package's own rules have it
//   dead_refresh   the error code for a refresh token that is not taken any more; Dex has its own
// Only when it starts:
//   client_scope   all that the public clients may ask for; anything else is invalid_scope
//   revocation     false: tokens can't be revoked, as at Dex
// GET /control answers with the options, with `served`: requests by endpoint so far, and with
// `id_token_ends`: when the newest id_token ends, in milliseconds since 1970.

import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The packages lie outside of the source tree, where imports don't look.
const packages = createRequire(join(process.env.PROVIDER_PACKAGES ?? import.meta.dirname, 'package.json'));
const { Provider, interactionPolicy } = await import(pathToFileURL(packages.resolve('oidc-provider')));

const PASSWORD = 'Provider-pass-1';
const started = JSON.parse(process.argv[2] ?? '{}');
const options = {
  redirect_uris: [],
  consent: true,
  lifetimes: {},
  slow_ms: 0,
  fail: null,
  person: null,
  accounts: [],
  refresh_tokens: 'always',
  dead_refresh: 'invalid_grant',
};
const LIFETIMES = { code: 60, access: 300, id: 300, refresh: 86400 };
const lifetime = (kind) => () => options.lifetimes[kind] ?? LIFETIMES[kind];

const accounts = new Map();
function addAccount({ login, name = login, email = `${login}@example.org`, groups }) {
  accounts.set(login, { sub: `subject-${login}`, preferred_username: login, name, email, email_verified: true, groups });
}
addAccount({ login: 'ada', name: 'Ada Lovelace', groups: ['astronomers'] });
addAccount({ login: 'bob', name: 'Bob Lovelace' });
addAccount({ login: 'carol', name: 'Carol Lovelace' });
addAccount({ login: 'grace', name: 'Grace Hopper', groups: ['astronomers'] });
addAccount({ login: 'newbie', name: 'New Bie' });
addAccount({ login: 'root', name: 'Root', groups: ['registry-admins'] });
const accountOf = (sub) => [...accounts.values()].find((account) => account.sub === sub);

function change(wanted) {
  const { revoke, ...kept } = wanted;
  Object.assign(options, kept);
  (kept.accounts ?? []).forEach(addAccount);
  if (revoke) store.revoke(accounts.get(revoke)?.sub);
}

const secret = randomBytes(16).toString('hex');
const LOOPBACK = ['http://127.0.0.1/callback'];
const PUBLIC = {
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: LOOPBACK,
  token_endpoint_auth_method: 'none',
  ...(started.client_scope && { scope: started.client_scope }),
};
const clients = {
  // Harbor's own: confidential, so a program without its secret gets no further than a code.
  harbor: () => ({
    ...PUBLIC,
    client_id: 'harbor',
    client_secret: secret,
    redirect_uris: [...options.redirect_uris, ...LOOPBACK],
    post_logout_redirect_uris: options.redirect_uris.map((uri) => new URL('/account/sign-in', uri).href),
    token_endpoint_auth_method: 'client_secret_basic',
    scope: undefined,
  }),
  // Made for Pilothouse, with Harbor in its audience.
  pilothouse: () => ({ ...PUBLIC, client_id: 'pilothouse' }),
  // The same without the audience: Harbor takes nothing of it.
  'pilothouse-alone': () => ({ ...PUBLIC, client_id: 'pilothouse-alone' }),
};
const AUDIENCES = { pilothouse: ['pilothouse', 'harbor'] };

// Everything the provider remembers, by model and id.
const store = {
  entries: new Map(),
  revoke(sub) {
    for (const [key, { payload }] of this.entries) {
      if (sub && payload.accountId === sub) this.entries.delete(key);
    }
  },
};

class Adapter {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  read(id) {
    const entry = store.entries.get(this.key(id));
    return entry && entry.ends > Date.now() ? entry.payload : undefined;
  }

  async upsert(id, payload, seconds) {
    store.entries.set(this.key(id), { payload, ends: seconds ? Date.now() + seconds * 1000 : Infinity });
  }

  async find(id) {
    return this.model === 'Client' ? clients[id]?.() : this.read(id);
  }

  async findByUid(uid) {
    return [...store.entries.entries()]
      .filter(([key, entry]) => key.startsWith(`${this.model}:`) && entry.ends > Date.now())
      .map(([, entry]) => entry.payload)
      .find((payload) => payload.uid === uid);
  }

  async consume(id) {
    const payload = this.read(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    store.entries.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of store.entries) {
      if (payload.grantId === grantId) store.entries.delete(key);
    }
  }
}

const policy = interactionPolicy.base();
// Programs on a desktop would be asked each time; people at their usual provider are asked once.
policy.get('consent').checks.remove('native_client_prompt');

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(issuer, {
  adapter: Adapter,
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'tests' }] },
  cookies: { keys: [randomBytes(16).toString('hex')] },
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name', 'preferred_username', 'groups'],
  },
  scopes: ['openid', 'offline_access'],
  // As Keycloak and Entra ID: the id_token says who somebody is, groups included.
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: started.revocation ?? true },
    rpInitiatedLogout: { enabled: true },
  },
  pkce: { required: (_, client) => client.clientAuthMethod === 'none' },
  issueRefreshToken: async (_, client, code) =>
    client.grantTypeAllowed('refresh_token') &&
    (options.refresh_tokens === 'always' || code.scopes.has('offline_access')),
  rotateRefreshToken: true,
  // A refresh token goes on when the browser's session ends.
  expiresWithSession: async () => false,
  ttl: {
    AuthorizationCode: lifetime('code'),
    AccessToken: lifetime('access'),
    IdToken: lifetime('id'),
    RefreshToken: lifetime('refresh'),
    Grant: 86400,
    Interaction: 3600,
    Session: 86400,
  },
  interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: async (_, sub) => {
    const account = accountOf(sub);
    return account && { accountId: sub, claims: async () => account };
  },
  loadExistingGrant: async (ctx) => {
    const { client, session, params, result } = ctx.oidc;
    const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
    if (known) return ctx.oidc.provider.Grant.find(known);
    if (options.consent) return undefined;
    const grant = new ctx.oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope(params.scope ?? 'openid');
    await grant.save();
    return grant;
  },
});

// What other providers call an audience mapper.
const { issue } = provider.IdToken.prototype;
let idTokenEnds = 0;
provider.IdToken.prototype.issue = function issueForMore(...how) {
  idTokenEnds = Date.now() + lifetime('id')() * 1000;
  const audience = AUDIENCES[this.client.clientId];
  if (audience && how[0]?.use === 'idtoken') {
    this.client = Object.create(this.client, { clientId: { value: audience } });
  }
  return issue.apply(this, how);
};

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (title, content) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${content}</html>`;

const loginPage = (uid, client, wrong) =>
  page(
    'Sign in',
    `${wrong ? '<p id="wrong">Wrong name or password.</p>' : ''}<form method="post" action="/interaction/${uid}/login">
<p>To continue to ${escape(client)}</p>
<label>Login <input id="login" name="login" autofocus></label>
<label>Password <input id="password" name="password" type="password"></label>
<button id="sign-in">Sign in</button></form>`,
  );

const consentPage = (uid, client, scopes) =>
  page(
    'Allow access',
    `<p>${escape(client)} wants to know: ${escape(scopes)}</p>
<form method="post" action="/interaction/${uid}/allow"><button id="allow">Allow</button></form>
<form method="post" action="/interaction/${uid}/deny"><button id="deny">Deny</button></form>`,
  );

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function interact(ctx, step) {
  const details = await provider.interactionDetails(ctx.req, ctx.res);
  const { uid, prompt, params, session, grantId } = details;
  const finish = (result, merge) =>
    provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: merge });
  if (ctx.method === 'GET' && prompt.name === 'login' && options.person) {
    ctx.respond = false;
    await finish({ login: { accountId: accounts.get(options.person)?.sub } }, false);
    return;
  }
  if (ctx.method === 'GET') {
    const scopes = prompt.details.missingOIDCScope?.join(' ') ?? '';
    ctx.type = 'html';
    ctx.body = prompt.name === 'login' ? loginPage(uid, params.client_id) : consentPage(uid, params.client_id, scopes);
    return;
  }
  ctx.respond = false;
  if (step === 'login') {
    const form = new URLSearchParams(await read(ctx.req));
    const account = accounts.get(form.get('login'));
    if (!account || form.get('password') !== PASSWORD) {
      ctx.respond = true;
      ctx.type = 'html';
      ctx.body = loginPage(uid, params.client_id, true);
      return;
    }
    await finish({ login: { accountId: account.sub } }, false);
  } else if (step === 'deny') {
    await finish({ error: 'access_denied', error_description: 'End-User aborted interaction' }, false);
  } else {
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
    if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
    await finish({ consent: { grantId: await grant.save() } }, true);
  }
}

const ENDPOINTS = {
  '/.well-known/openid-configuration': 'discovery',
  '/auth': 'authorization',
  '/token': 'token',
  '/jwks': 'jwks',
  '/me': 'userinfo',
  '/token/revocation': 'revocation',
};

const served = {};

provider.use(async (ctx, next) => {
  if (ctx.path === '/control') {
    if (ctx.method === 'PUT') change(JSON.parse(await read(ctx.req)));
    ctx.body = { ...options, served, id_token_ends: idTokenEnds };
    return;
  }
  const endpoint = ENDPOINTS[ctx.path];
  if (endpoint) served[endpoint] = (served[endpoint] ?? 0) + 1;
  if (options.slow_ms) await new Promise((ready) => setTimeout(ready, options.slow_ms));
  if (endpoint && endpoint === options.fail) {
    ctx.status = 503;
    ctx.body = 'failing on purpose';
    return;
  }
  const [, place, , step] = ctx.path.split('/');
  if (place === 'interaction') await interact(ctx, step);
  else await next();
  if (endpoint === 'token' && ctx.body?.error === 'invalid_grant') ctx.body.error = options.dead_refresh;
});

change(started);
server.on('request', provider.callback());
console.log(JSON.stringify({ issuer, client_secret: secret, password: PASSWORD, accounts: Object.fromEntries(accounts) }));
// Whoever started it holds the other end, and is gone when that closes.
process.stdin.resume().on('end', () => process.exit());
