-- Every lookup of a key would read the whole list of pending entries, which grows with each document of an import.
ALTER INDEX "Postmortem_fingerprint_idx" SET (fastupdate = off);
