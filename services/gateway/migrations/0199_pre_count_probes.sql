-- Attempts that were made while the receiver took nothing: they say nothing of the message.
alter table webhook_deliveries add column probes integer not null default 0;
