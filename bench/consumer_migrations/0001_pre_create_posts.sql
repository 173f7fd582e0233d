create table posts (post_id uuid primary key, revision integer not null, text text not null);
