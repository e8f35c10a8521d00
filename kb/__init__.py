"""Logic of the knowledge base: record types, loading, validation, questions asked of the data, macros, exports."""
