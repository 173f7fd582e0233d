-- What the brand's rules found in a version when it was made.
alter table content_versions add column compliance jsonb;
-- What an item is about, in the words of who asked for it; it says which disclaimers are needed. Empty: its title says it.
alter table content_items add column about text not null default '';
