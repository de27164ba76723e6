-- The row of an import is written with its first outcome, after the changes that led to it: checked when both are there.
ALTER TABLE "ImportChange" ALTER CONSTRAINT "ImportChange_importId_fkey" DEFERRABLE INITIALLY DEFERRED;
