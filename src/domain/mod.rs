//! The nouns that travel between stages. No input or output, no clock.
