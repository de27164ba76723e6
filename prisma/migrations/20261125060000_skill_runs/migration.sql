CREATE FUNCTION hindsight_event_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  IF ''skill.failed'' = ANY (hindsight_wanted(ARRAY[''skill.failed''])) THEN
    PERFORM hindsight_event(''skill.failed'', jsonb_build_object(''skillId'', NEW."skillId", ''runId'', NEW."id"))\x3b
  END IF\x3b
  RETURN NULL\x3b
END 
';
CREATE TRIGGER "event_added" AFTER INSERT ON "SkillRun" FOR EACH ROW
  WHEN (NEW."outcome" IN ('failed', 'outdated')) EXECUTE FUNCTION hindsight_event_run();
CREATE TRIGGER "event_changed" AFTER UPDATE OF "outcome" ON "SkillRun" FOR EACH ROW
  WHEN (NEW."outcome" IN ('failed', 'outdated') AND OLD."outcome" IS DISTINCT FROM NEW."outcome")
  EXECUTE FUNCTION hindsight_event_run();

-- A run is as restricted as the incident that it names: it does not become everybody's when the incident goes.
CREATE FUNCTION hindsight_runs_of_incident_gone() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS E'
BEGIN
  DELETE FROM "SkillRun" WHERE "incidentId" = OLD."id"\x3b
  RETURN OLD\x3b
END 
';
CREATE TRIGGER "runs_gone" BEFORE DELETE ON "Incident" FOR EACH ROW
  WHEN (OLD."visibility" = 'restricted') EXECUTE FUNCTION hindsight_runs_of_incident_gone();
