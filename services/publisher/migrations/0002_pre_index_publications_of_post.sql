-- Asked before each attempt: whether the post is there already, under another of its instants.
create index publications_of_post on publications (post_id, account_id);
