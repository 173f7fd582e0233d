#!/bin/sh
# A database and a user for each service, made when missing; the user's password is always set anew from its file.
# No service can open another's database. libpq's variables (PGHOST, PGUSER, ...) say where the server is and who may
# create; SECRETS holds a file a service with its password, and `superuser` with the password of PGUSER.
# PREFIX is put before each name.
set -eu

PREFIX=${PREFIX:-postwright_}
SECRETS=${SECRETS:-/run/secrets}
PGPASSWORD=${PGPASSWORD:-$(cat "$SECRETS/superuser")}
export PGPASSWORD

for service in gateway generator scheduler publisher analytics; do
    # The password is read by psql itself: on a command line every process of the machine could see it.
    psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set "name=$PREFIX$service" --set "file=$SECRETS/$service" \
        --dbname postgres <<'SQL'
\set password `cat :'file'`
SELECT format('CREATE ROLE %I LOGIN', :'name')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done

# The role that the gateway's requests run under: made here, so that the gateway itself need not create roles.
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set "gateway=${PREFIX}gateway" --dbname postgres <<'SQL'
SET client_min_messages = warning;
SELECT 'CREATE ROLE postwright_gateway_tenant NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'postwright_gateway_tenant') \gexec
GRANT postwright_gateway_tenant TO :"gateway";
SQL
