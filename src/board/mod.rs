//! The board's own tables: agencies, areas, populations, comparators, mappings, register, commentary.
