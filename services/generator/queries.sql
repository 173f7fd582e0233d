-- name: keep_controls_still
-- Lets requests come in side by side, while no control of them comes in.
select pg_advisory_xact_lock_shared(hashtextextended('generator.controls', 0));

-- name: take_controls
-- Lets nothing come in while a control of it does: each sees all that the other has done.
select pg_advisory_xact_lock(hashtextextended('generator.controls', 0));

-- name: controls_of
-- What is held back or called off of these requests and batches.
select controlled_id, state from controls where controlled_id = any($1::uuid[]) and state <> 'running';

-- name: apply_controls
-- What people want of requests and batches; what is called off stays so.
insert into controls (controlled_id, state, revision, controlled_at)
select controlled_id, state, revision, controlled_at
from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[]) as new (controlled_id, state, revision, controlled_at)
on conflict (controlled_id) do update
set state = excluded.state, revision = excluded.revision, controlled_at = excluded.controlled_at
where controls.revision < excluded.revision and controls.state <> 'cancelled'
returning controlled_id, state;

-- name: jobs_under
-- The jobs of these requests and batches that have not ended, in one order for all who lock them.
select request_id from jobs
where (request_id = any($1::uuid[]) or batch_id = any($1::uuid[])) and state in ('working', 'failed')
order by request_id for update;

-- name: hold_steps
-- Holds what waits of jobs, or lets it go.
-- Rows are locked in one order by all who lock several and wait.
with locked as (
    select request_id, name from steps
    where request_id = any($1::uuid[]) and held <> $2
    order by request_id, name for update
)
update steps set held = $2
from locked
where steps.request_id = locked.request_id and steps.name = locked.name;

-- name: hold_accepted
-- Holds what has just come in of batches that are held back.
update steps set held = true
from jobs
where steps.request_id = jobs.request_id and jobs.request_id = any($1::uuid[]) and jobs.batch_id = any($2::uuid[]);

-- name: cancel_jobs
-- Calls jobs off; a call that is under way ends for nobody.
update jobs set state = 'cancelled', ended_at = now() where request_id = any($1::uuid[]);

-- name: cancel_steps
-- Ends what waits of jobs.
with locked as (
    select request_id, name from steps
    where request_id = any($1::uuid[]) and state = 'waiting'
    order by request_id, name for update
)
update steps set state = 'cancelled', free_at = null, lease_owner = null
from locked
where steps.request_id = locked.request_id and steps.name = locked.name;

-- name: accept_jobs
-- Takes requests in as a set. One that failed before is taken up again; any other repeat changes nothing.
insert into jobs (request_id, organization_id, brief, correlation_id, causation_id, traceparent, tracestate, state,
    steps_total, batch_id)
select request_id, organization_id, brief, correlation_id, causation_id, traceparent, tracestate, 'working',
    steps_total, batch_id
from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::uuid[])
    as new (request_id, organization_id, brief, correlation_id, causation_id, traceparent, tracestate, steps_total,
        batch_id)
on conflict (request_id) do update
set state = 'working', correlation_id = excluded.correlation_id, causation_id = excluded.causation_id,
    traceparent = excluded.traceparent, tracestate = excluded.tracestate, steps_failed = 0, ended_at = null
where jobs.state = 'failed' and jobs.organization_id = excluded.organization_id
returning request_id, xmax = 0 as is_new;

-- name: add_steps
-- The steps of new jobs, free to be taken at once.
insert into steps (request_id, name, kind, network)
select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]);

-- name: reopen_steps
-- Frees the failed steps of jobs that are taken up again; what was done stays done.
update steps set state = 'waiting', attempt = 0, free_at = now(), problem = null
where request_id = any($1::uuid[]) and state = 'failed';

-- name: claim_steps
-- Takes up to a limit of steps that are due or whose holder is gone, and writes down that a call begins.
with due as (
    select request_id, name from steps
    where free_at <= now() and not held
    order by free_at limit $1 for update skip locked
),
claimed as (
    update steps
    set attempt = attempt + 1, lease_owner = $2, free_at = now() + make_interval(secs => $3),
        call_id = gen_random_uuid()
    from due
    where steps.request_id = due.request_id and steps.name = due.name
    returning steps.*
),
begun as (
    insert into provider_calls (call_id, organization_id, request_id, step, attempt, provider)
    select claimed.call_id, jobs.organization_id, claimed.request_id, claimed.name, claimed.attempt, $4
    from claimed join jobs using (request_id)
)
select claimed.request_id, claimed.name, claimed.kind, claimed.network, claimed.attempt, claimed.call_id,
    claimed.problem,
    jobs.brief, jobs.correlation_id, jobs.causation_id, jobs.traceparent, jobs.tracestate
from claimed join jobs using (request_id);

-- name: renew_leases
-- Prolongs the leases of steps that are being worked on.
with ours as (
    select request_id, name from steps
    join unnest($1::uuid[], $2::text[]) as leased (request_id, name) using (request_id, name)
    where steps.lease_owner = $3
    order by request_id, name for update of steps
)
update steps set free_at = now() + make_interval(secs => $4)
from ours
where steps.request_id = ours.request_id and steps.name = ours.name;

-- name: release_steps
-- Gives steps back that a stopping process did not finish; the attempt does not count.
with ours as (
    select request_id, name from steps
    join unnest($1::uuid[], $2::text[]) as leased (request_id, name) using (request_id, name)
    where steps.lease_owner = $3
    order by request_id, name for update of steps
)
update steps
set attempt = greatest(attempt - 1, 0), free_at = now(), lease_owner = null
from ours
where steps.request_id = ours.request_id and steps.name = ours.name;

-- name: lock_job
-- Lets the steps of a job end one after the other. A row lock is waited for before the transaction gets its number, an
-- update only after: so what is told of the steps goes out in the order of its revisions.
select 1 from jobs where request_id = $1 for update;

-- name: end_step
-- A step's outcome, if it is still this call's: done or failed for good.
update steps
set state = $4, result = $5, problem = $6, lease_owner = null, free_at = null
where request_id = $1 and name = $2 and call_id = $3 and state = 'waiting'
returning name;

-- name: postpone_step
-- Frees a step for another attempt after some seconds, if it is still this call's.
update steps
set free_at = now() + make_interval(secs => $4), problem = $5, lease_owner = null
where request_id = $1 and name = $2 and call_id = $3 and state = 'waiting'
returning name;

-- name: end_call
-- What became of a call, and what it cost; once, however often the commit is tried.
update provider_calls
set outcome = $2, model = $3, input_tokens = $4, output_tokens = $5, images = $6, seconds = $7,
    cost_micros_usd = $8
where call_id = $1 and outcome is null
returning call_id;

-- name: charge_job
-- Adds a call's cost to its job.
update jobs set cost_micros_usd = cost_micros_usd + $2 where request_id = $1;

-- name: advance_job
-- Counts a step that has ended; the row lock lets the last one of a job see that it is the last.
update jobs
set steps_done = steps_done + $2, steps_failed = steps_failed + $3, revision = revision + 1
where request_id = $1
returning revision, steps_total, steps_done, steps_failed, cost_micros_usd;

-- name: end_job
-- The job has ended; its last events take two revisions.
update jobs set state = $2, ended_at = now(), revision = revision + 2 where request_id = $1 returning revision;

-- name: results_of_job
-- What the steps of a job made, or why they failed.
select name, result, problem from steps where request_id = $1 order by name;
