-- Postgres's own parser of words takes time that grows with the square of the length of some texts: a long run of "_a" or "~/",
-- which it reads from each place anew as a host or a path, and comments that are opened again and again and never closed. Such
-- a text of 200 kB took minutes. Runs are cut, comments taken out: neither is a word that anybody asks for.
CREATE FUNCTION hindsight_parsable(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN body ~ '\S{200}|<!--'
        THEN regexp_replace(replace(regexp_replace(body, '<!--.*?-->', ' ', 'g'), '<!--', ' '), '(\S{200})', '\1 ', 'g')
        ELSE body END
$$;

-- What a search finds of a title and a text. The text is made parsable once: OFFSET keeps the inner query as it stands.
CREATE FUNCTION hindsight_search(lang text, title text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector(hindsight_config(lang), parsable.title), 'A') ||
        setweight(to_tsvector(hindsight_config(lang), parsable.body), 'B') ||
        setweight(to_tsvector(hindsight_config(lang), hindsight_pieces(parsable.title || ' ' || parsable.body)), 'C') ||
        hindsight_compounds(lang, parsable.title || ' ' || parsable.body)
    FROM (SELECT hindsight_parsable(title) AS title, hindsight_parsable(left(body, 200000)) AS body OFFSET 0) parsable
$$;

DROP INDEX "SearchDocument_search_idx";
ALTER TABLE "SearchDocument" DROP COLUMN "search";
ALTER TABLE "SearchDocument" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (hindsight_search("lang", "title", "body")) STORED;
ALTER TABLE "SearchDocument" ALTER COLUMN "search" SET STORAGE MAIN;
CREATE INDEX "SearchDocument_search_idx" ON "SearchDocument" USING GIN ("search");
