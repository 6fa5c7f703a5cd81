#!/usr/bin/env bash
# skopeo asks a credential helper that docker's config.json names for one registry, but not the one
# that it names for all, and then sends an empty login.
#
# Program: skopeo 1.9.3 (Debian 12, 1.9.3+ds1-1+b10).
# Input: docker's config.json with one helper, under `credHelpers` for the registry, or under
# `credsStore` for all, as Docker Desktop sets it up.
# Expected: the helper's login both times, as with docker's own library.
# Seen: with `credsStore` the helper is not even started, and skopeo answers the registry's challenge
# with `Authorization: Basic Og==`: an empty name, a colon and an empty password.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${registry:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
mkdir -m 777 packages
(cd packages && apt-get -qq download skopeo=1.9.3+ds1-1+b10 libgpgme11 libassuan0 libdevmapper1.02.1 2>/dev/null)
for package in packages/*.deb; do dpkg -x "$package" root; done
skopeo() {
  LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu:$folder/root/lib/x86_64-linux-gnu" \
    HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run" DOCKER_CONFIG="$folder/docker" \
    "$folder/root/usr/bin/skopeo" "$@"
}
mkdir home run docker
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

mkdir helpers
cat > helpers/docker-credential-store <<'SH'
#!/bin/sh
echo "$1" >> started
echo '{"ServerURL":"x","Username":"ada","Secret":"secret"}'
SH
chmod +x helpers/*
export PATH="$folder/helpers:$PATH"

# What skopeo sends with these settings, and how often it starts the helper.
with() {
  printf '%s' "$1" > docker/config.json
  : > sent; : > started
  skopeo inspect --tls-verify=false "docker://$host/project/image:tag" > /dev/null 2>&1 || true
  echo "$(sort -u sent), helper started $(wc -l < started) times"
}
one=$(with "{\"credHelpers\":{\"$host\":\"store\"}}")
all=$(with '{"credsStore":"store"}')
echo "credHelpers: $one"
echo "credsStore:  $all"
case $one in "Basic $(printf ada:secret | base64), helper started "[1-9]*) ;; *) exit 1 ;; esac
[ "$all" = "Basic Og==, helper started 0 times" ]
