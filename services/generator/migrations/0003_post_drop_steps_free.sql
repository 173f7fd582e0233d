drop index steps_free;
