"""The catalogue of procedures: types, loading, checking, deadlines."""
