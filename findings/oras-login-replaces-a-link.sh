#!/usr/bin/env bash
# oras login puts a file in the place of a config.json that is a link.
#
# Programs: oras 1.3.0 (oras.land/oras), crane 0.20.6 (github.com/google/go-containerregistry).
# Input: ~/.docker/config.json as a link into a folder of dotfiles, and a login.
# Expected: the link stays and the file that it leads to gets the login, as with crane.
# Seen: with oras the link is a file of its own afterwards; the file that it led to has no login, and
# what is changed there later is not seen any more.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${registry:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH="$folder/go" GOBIN="$folder/bin" GOCACHE="$folder/cache" GOFLAGS=-modcacherw CGO_ENABLED=0
go install oras.land/oras/cmd/oras@v1.3.0 2> /dev/null
go install github.com/google/go-containerregistry/cmd/crane@v0.20.6 2> /dev/null
go version -m bin/oras bin/crane | grep -w mod

# A registry that takes any login.
cat > registry.py <<'PY'
import http.server
import os


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers.get("Authorization") is not None
        self.send_response(200 if known else 401)
        if not known:
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

# Signs in with a command; says what config.json is afterwards, and how many logins its target has.
after() {
  rm -rf home && mkdir -p home/.docker home/dotfiles
  echo '{"auths":{}}' > home/dotfiles/docker.json
  ln -s ../dotfiles/docker.json home/.docker/config.json
  echo secret | HOME="$folder/home" DOCKER_CONFIG="$folder/home/.docker" "$@" > said 2>&1 || { cat said; exit 1; }
  [ -L home/.docker/config.json ] && kind=link || kind=file
  echo "$kind, $(grep -c "$host" home/dotfiles/docker.json || true) in its target"
}
crane=$(after bin/crane auth login "$host" -u ada --password-stdin)
oras=$(after bin/oras login --plain-http "$host" -u ada --password-stdin)
echo "crane: $crane"
echo "oras:  $oras"
[ "$crane" = "link, 1 in its target" ] && [ "$oras" = "file, 0 in its target" ]
