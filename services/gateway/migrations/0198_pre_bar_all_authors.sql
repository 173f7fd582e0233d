-- Who wrote what the author's version was made from, since it was last approved. Empty in what began before.
alter table workflows add column former_authors uuid[] not null default '{}';
