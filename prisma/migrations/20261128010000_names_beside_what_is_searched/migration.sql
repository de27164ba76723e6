-- A row keeps what is searched beside it (STORAGE MAIN), which makes it larger than two kilobytes. Postgres then moved every other text out of
-- the row, the ids too: each comparison of two ids fetched both from elsewhere, and ranking 300 texts took longer by that than by the ranking.
-- Short names stay in their row. Giving the weight its own type anew writes each row again, as it would be stored now.
ALTER TABLE "SearchDocument"
    ALTER COLUMN "id" SET STORAGE PLAIN,
    ALTER COLUMN "kind" SET STORAGE PLAIN,
    ALTER COLUMN "refId" SET STORAGE PLAIN,
    ALTER COLUMN "lang" SET STORAGE PLAIN,
    ALTER COLUMN "slug" SET STORAGE MAIN,
    ALTER COLUMN "title" SET STORAGE MAIN;
ALTER TABLE "SearchDocument" ALTER COLUMN "weight" SET DATA TYPE DOUBLE PRECISION USING "weight" + 0;
