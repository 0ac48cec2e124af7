"""SQL of cache.db and state.db; no other layer runs any."""
