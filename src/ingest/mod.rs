//! A file in the inbox into submissions: rows and findings.
