-- Which key which process encrypts with, by when the last of them started: while replicas with another first key are
-- replaced one by one, only those with the newest bring secrets over, or both would undo each other's work.
create table encryption_keys (
    key_id bytea primary key,
    put_first_at timestamptz not null
);
