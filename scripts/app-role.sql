-- Rights of the role that Hindsight connects as, when it is not the one that owns the tables. Run by the owner after each upgrade:
--
--   psql "$OWNER_DATABASE_URL" -v role=hindsight_app -f scripts/app-role.sql
--
-- Migrations and restores are run by the owner. The application reads and writes everything but the audit log, which it reads and adds to.
GRANT USAGE ON SCHEMA public TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"role";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"role";
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO :"role";
GRANT USAGE ON SCHEMA graphile_worker TO :"role";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO :"role";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO :"role";
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO :"role";
-- The queue lets only its owner see rows unless told otherwise.
DROP POLICY IF EXISTS hindsight ON graphile_worker._private_jobs;
CREATE POLICY hindsight ON graphile_worker._private_jobs TO :"role" USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS hindsight ON graphile_worker._private_tasks;
CREATE POLICY hindsight ON graphile_worker._private_tasks TO :"role" USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS hindsight ON graphile_worker._private_job_queues;
CREATE POLICY hindsight ON graphile_worker._private_job_queues TO :"role" USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS hindsight ON graphile_worker._private_known_crontabs;
CREATE POLICY hindsight ON graphile_worker._private_known_crontabs TO :"role" USING (true) WITH CHECK (true);
REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEntry" FROM :"role";
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "_prisma_migrations" FROM :"role";
