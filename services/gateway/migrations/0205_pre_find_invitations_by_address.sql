-- When somebody was last invited, whatever became of it.
create index invitations_address on invitations (organization_id, lower(email));
