/** Parameters: keys. Columns: id, fingerprint; no row for a statute that is not there. */
export const statuteFingerprints = `
UNWIND $keys AS key
MATCH (s:Statute {key: key})
RETURN s.id AS id, s.fingerprint AS fingerprint`;
