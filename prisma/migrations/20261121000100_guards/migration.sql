-- What the schema language cannot say: rules that hold whoever writes.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX course_search_idx ON course USING gin (search_text gin_trgm_ops);
CREATE INDEX event_search_idx ON event USING gin (search_text gin_trgm_ops);

-- Seats never oversell, and windows run forwards.
ALTER TABLE event
  ADD CONSTRAINT event_seats_check CHECK (seats_taken >= 0 AND (seats IS NULL OR seats_taken <= seats)),
  ADD CONSTRAINT event_registration_window_check CHECK (registration_closes_at > registration_opens_at),
  ADD CONSTRAINT event_window_check CHECK (closes_at > opens_at),
  ADD CONSTRAINT event_threshold_check CHECK (threshold_percent BETWEEN 1 AND 100),
  ADD CONSTRAINT event_closed_check CHECK ((state IN ('closed', 'archived')) = (closed_at IS NOT NULL AND closed_by_id IS NOT NULL));
ALTER TABLE score_component ADD CONSTRAINT score_component_weight_check CHECK (weight BETWEEN 1 AND 100);

-- An admin's grant has no scope; every other grant has exactly one.
ALTER TABLE "grant" ADD CONSTRAINT grant_scope_check CHECK (
  CASE WHEN role = 'admin' THEN organization_id IS NULL AND event_id IS NULL
       ELSE num_nonnulls(organization_id, event_id) = 1 END);
CREATE UNIQUE INDEX grant_active_key ON "grant" (person_id, role, organization_id, event_id) NULLS NOT DISTINCT
  WHERE revoked_at IS NULL;

-- One attempt at a time, one current mark, and marks that cannot exceed what was possible.
CREATE UNIQUE INDEX attempt_running_key ON attempt (enrolment_id) WHERE state = 'in-progress';
CREATE UNIQUE INDEX mark_current_key ON mark (attempt_id) WHERE current;
ALTER TABLE attempt
  ADD CONSTRAINT attempt_closed_check CHECK ((state = 'in-progress') = (closed_at IS NULL)),
  ADD CONSTRAINT attempt_deadline_check CHECK (deadline_at > started_at);
ALTER TABLE mark ADD CONSTRAINT mark_range_check CHECK (
  earned_numerator >= 0 AND earned_denominator > 0 AND earned_numerator <= possible_points * earned_denominator);

-- A question version and a drawn form never change.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER question_version_fixed BEFORE UPDATE ON question_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER form_slot_fixed BEFORE UPDATE ON form_slot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_change_when_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM form_slot WHERE version_id = OLD.version_id) THEN
    RAISE EXCEPTION 'the text of a drawn question is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER question_layer_fixed BEFORE UPDATE OR DELETE ON question_layer
  FOR EACH ROW EXECUTE FUNCTION refuse_change_when_drawn();

-- One valid certificate of a kind for a person and event, under a code of the right form.
CREATE UNIQUE INDEX certificate_valid_key ON certificate (person_id, event_id, kind) WHERE state = 'valid';
ALTER TABLE certificate
  ADD CONSTRAINT certificate_code_check CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{18}$'),
  ADD CONSTRAINT certificate_revoked_check CHECK ((state = 'revoked') = (revoked_at IS NOT NULL)),
  ADD CONSTRAINT certificate_not_own_check CHECK (released_by_id IS DISTINCT FROM person_id);

-- Who closed the event, organizes, teaches or sits it cannot release its certificates.
CREATE FUNCTION refuse_interested_releaser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM event WHERE id = NEW.event_id AND closed_by_id = NEW.released_by_id)
     OR EXISTS (SELECT 1 FROM enrolment WHERE event_id = NEW.event_id AND person_id = NEW.released_by_id AND state <> 'withdrawn')
     OR EXISTS (
       SELECT 1 FROM "grant" g JOIN event e ON e.id = NEW.event_id
       WHERE g.person_id = NEW.released_by_id AND g.revoked_at IS NULL AND g.role IN ('organizer', 'instructor')
         AND (g.event_id = e.id OR g.organization_id = e.organization_id)) THEN
    RAISE EXCEPTION 'this person closed, organizes, teaches or sits the event' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_releaser_check';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_releaser BEFORE INSERT ON certificate FOR EACH ROW EXECUTE FUNCTION refuse_interested_releaser();

-- What a certificate said stays said: only its state, its revocation and its holder's account may change.
CREATE FUNCTION refuse_snapshot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.code, NEW.kind, NEW.event_id, NEW.released_by_id, NEW.snapshot, NEW.specimen, NEW.completed_on, NEW.released_at)
     IS DISTINCT FROM
     (OLD.code, OLD.kind, OLD.event_id, OLD.released_by_id, OLD.snapshot, OLD.specimen, OLD.completed_on, OLD.released_at)
     OR (OLD.state <> 'valid' AND NEW.state IS DISTINCT FROM OLD.state) THEN
    RAISE EXCEPTION 'a certificate is corrected by another, never overwritten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_fixed BEFORE UPDATE ON certificate FOR EACH ROW EXECUTE FUNCTION refuse_snapshot_change();

-- Pages shown to visitors are kept by each server process; whatever they show tells every process when it changes.
-- A seat taken concerns one event's page only.
CREATE FUNCTION tell_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('chancery_changed', 'seats ' || NEW.slug);
  RETURN NULL;
END $$;
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('chancery_changed', 'all');
  RETURN NULL;
END $$;
CREATE TRIGGER event_seats_changed AFTER UPDATE OF seats_taken ON event FOR EACH ROW EXECUTE FUNCTION tell_seats();
CREATE TRIGGER event_changed AFTER UPDATE OF slug, course_id, organization_id, edition_id, state, reference, registration_opens_at,
  registration_closes_at, opens_at, closes_at, zone, delivery, region, place, languages, seats, waiting_list, admission, contacts,
  certificate_kind, signatory, blueprint, time_limit_seconds, attempts_allowed, threshold_percent, strict, review_rule ON event
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
CREATE TRIGGER event_made AFTER INSERT OR DELETE ON event FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
DO $$
DECLARE shown text;
BEGIN
  FOREACH shown IN ARRAY ARRAY['event_layer', 'event_partner', 'organization', 'course', 'course_layer', 'course_topic', 'topic', 'module',
    'module_layer', 'edition', 'document', 'glossary_term', 'profile', 'workshop', 'publication'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION tell_change()', shown || '_changed', shown);
  END LOOP;
END $$;
