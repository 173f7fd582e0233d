-- Which reason for waiting was told last: each is told once.
alter table publications add column held_code text;
