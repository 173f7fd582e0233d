"""The horizon of a log of rows that carry their transaction's id: what lies below it is final."""

# Rows below the horizon are final: every transaction that could still add one before them has ended. It is this
# database's own: pg_snapshot_xmin would wait for a writer in any database of the server. The ceiling is read before
# the running transactions, so one that begins in between lies above it. backend_xid has 32 bits; it takes its upper
# half from the ceiling, with which it can't differ by more than 2^31.
HORIZON = """
with ceiling as (
    select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as xid),
running as (
    select ceiling.xid - ((ceiling.xid - backend_xid::text::bigint) & 4294967295) as below,
           ceiling.xid + ((backend_xid::text::bigint - ceiling.xid) & 4294967295) as above,
           ceiling.xid as ceiling, xact_start
    from ceiling, pg_stat_activity
    where backend_xid is not null
      and datid = (select oid from pg_database where datname = current_database()))
select
    coalesce((select min(below) from running where ceiling - below < above - ceiling), (select xid from ceiling))::text
        as horizon,
    coalesce((select extract(epoch from clock_timestamp() - min(xact_start)) from running), 0)::float8 as age
"""
