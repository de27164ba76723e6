-- Words in words: the pieces of what Postgres keeps as one (a path, an address), and the halves of German compounds.

-- Addresses, paths and assignments in a text with their pieces apart: "deployment/token-checker" as "deployment token-checker".
CREATE FUNCTION hindsight_pieces(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(left(string_agg(regexp_replace(found.piece[1], '[/.:=@_]+', ' ', 'g'), ' '), 60000), '')
    FROM (SELECT piece FROM regexp_matches(body, '[^\s/.:=@_]+(?:[/.:=@_]+[^\s/.:=@_]+)+', 'g') piece LIMIT 5000) found
$$;

-- Long German words from both ends: what begins with ">schlussel", and backwards "<noitator", is the word of an index, so that
-- either half of "Schlüsselrotation" finds it without any dictionary. Positions are not kept: such a hit adds nothing to a rank.
CREATE FUNCTION hindsight_compounds(lang text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT halves.half)), ''::tsvector)
    FROM (
        SELECT lexeme FROM unnest(to_tsvector('public.hindsight_german', body))
        WHERE split_part(lower(lang), '-', 1) = 'de' AND length(lexeme) BETWEEN 8 AND 40 AND lexeme ~ '^[[:alpha:]]+$'
        ORDER BY positions[1], lexeme LIMIT 4000
    ) words, LATERAL (VALUES ('>' || lexeme), ('<' || reverse(lexeme))) halves(half)
$$;

-- German compounds that begin or end with a word. Nothing for a short one, which stands in words that it does not make up.
CREATE FUNCTION hindsight_compounds_of(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce((
        SELECT ('''>' || lexeme || ''':*')::tsquery || ('''<' || reverse(lexeme) || ''':*')::tsquery
        FROM unnest(to_tsvector('public.hindsight_german', word))
        WHERE length(lexeme) >= 5 AND lexeme ~ '^[[:alpha:]]+$' LIMIT 1
    ), ''::tsquery)
$$;

DROP INDEX "SearchDocument_search_idx";
ALTER TABLE "SearchDocument" DROP COLUMN "search";
ALTER TABLE "SearchDocument" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector(hindsight_config("lang"), "title"), 'A') ||
    setweight(to_tsvector(hindsight_config("lang"), left("body", 200000)), 'B') ||
    setweight(to_tsvector(hindsight_config("lang"), hindsight_pieces("title" || ' ' || left("body", 200000))), 'C') ||
    hindsight_compounds("lang", "title" || ' ' || left("body", 200000))) STORED;
ALTER TABLE "SearchDocument" ALTER COLUMN "search" SET STORAGE MAIN;
CREATE INDEX "SearchDocument_search_idx" ON "SearchDocument" USING GIN ("search");
