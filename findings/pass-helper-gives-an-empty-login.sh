#!/usr/bin/env bash
# Debian's docker-credential-pass answers for a login that it does not have with success and an empty one.
#
# Programs: docker-credential-pass 0.6.4 (Debian 12, golang-docker-credential-helpers 0.6.4+ds1-1+b6), and
# 0.9.3 (github.com/docker/docker-credential-helpers) beside it; pass 1.7.4 with a store and a key.
# Input: `get` for a server that was never stored.
# Expected: status 1 and 'credentials not found in native keychain', as 0.9.3 answers.
# Seen: 0.6.4 ends with status 0 and {"ServerURL":…,"Username":"","Secret":""}: who asks takes that for a
# login. A success of the helper says nothing before the name in it is looked at.
set -euo pipefail
folder=$(mktemp -d)
trap 'gpgconf --homedir "$folder/keys" --kill all 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
mkdir -m 777 packages
(cd packages && apt-get -qq download golang-docker-credential-helpers=0.6.4+ds1-1+b6 pass=1.7.4-6 2>/dev/null)
for package in packages/*.deb; do dpkg -x "$package" root; done
GOPATH="$folder/go" GOBIN="$folder/bin" GOCACHE="$folder/cache" GOFLAGS=-modcacherw CGO_ENABLED=0 \
  go install github.com/docker/docker-credential-helpers/pass/cmd@v0.9.3 2> /dev/null
dpkg-deb -f packages/golang-docker-credential-helpers_*.deb Version

# A store of pass's own, so that both have one to look into.
export GNUPGHOME="$folder/keys" PASSWORD_STORE_DIR="$folder/store" PATH="$folder/root/usr/bin:$PATH"
mkdir -m 700 keys
gpg --batch --quiet --passphrase '' --quick-generate-key test@example.org default default never 2> /dev/null
pass init test@example.org > /dev/null

old=$(printf 'https://never.example.org' | root/usr/bin/docker-credential-pass get) && old_status=0 || old_status=$?
new=$(printf 'https://never.example.org' | bin/cmd get) && new_status=0 || new_status=$?
echo "0.6.4: status $old_status, $old"
echo "0.9.3: status $new_status, $new"
[ "$old_status" = 0 ] && [ "$old" = '{"ServerURL":"https://never.example.org","Username":"","Secret":""}' ]
[ "$new_status" = 1 ] && [ "$new" = 'credentials not found in native keychain' ]
