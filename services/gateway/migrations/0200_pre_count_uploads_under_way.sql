-- What uploads under way have announced counts as storage, so they are summed up at each that is begun.
create index media_uploads_under_way on media_uploads (organization_id) include (state, created_by, size)
    where state in ('open', 'assembling');
