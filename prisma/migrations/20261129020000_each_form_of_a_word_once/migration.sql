-- A word in every language at once and as a part of German compounds, each form once: most languages stem a foreign word alike, and
-- ranking takes as long as there are forms to look for.
CREATE FUNCTION hindsight_word(word text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg('(' || form::text || ')', ' | ' ORDER BY form), '')::tsquery
    FROM (SELECT DISTINCT unnest(ARRAY[
        websearch_to_tsquery('public.hindsight_english', word),
        websearch_to_tsquery('public.hindsight_german', word),
        websearch_to_tsquery('public.hindsight_russian', word),
        websearch_to_tsquery('public.hindsight_simple', word),
        hindsight_compounds_of(word)
    ]) AS form) forms
    WHERE numnode(form) > 0
$$;
