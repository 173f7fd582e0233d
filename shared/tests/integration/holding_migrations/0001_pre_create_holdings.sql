-- As services have them: with the organisation, below one that has it, beside one, in a circle, and for all.
create table albums (album_id uuid primary key, organization_id uuid not null, title text not null, cover_id uuid);
create table pictures (
    picture_id uuid primary key,
    album_id uuid not null references albums,
    caption text not null,
    secret bytea
);
alter table albums add foreign key (cover_id) references pictures;
create table picture_tags (picture_id uuid not null references pictures, tag text not null);
create table counters (album_id uuid primary key, seen integer not null);
create table settings_of_all (name text primary key);
