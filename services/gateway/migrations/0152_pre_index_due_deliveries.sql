-- Whether a receiver may be sent anything now, however much waits for later.
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_at) where state = 'waiting';
