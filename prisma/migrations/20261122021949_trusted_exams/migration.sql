-- AlterTable
ALTER TABLE "event" ADD COLUMN     "common_form_seed" TEXT,
ADD COLUMN     "resit_wait_hours" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "question_version" ADD COLUMN     "bloom" TEXT,
ADD COLUMN     "cbms" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "ease_percent" INTEGER,
ADD COLUMN     "published_by_id" UUID,
ADD COLUMN     "shares" JSONB;

-- AlterTable
ALTER TABLE "question_layer" ADD COLUMN     "reviewed_by_id" UUID;

-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "extra_time_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "honour_at" TIMESTAMPTZ(3),
ADD COLUMN     "on_paper" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "attempt_contact" (
    "attempt_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_contact_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "exam_decision" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "attempt_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "extra_seconds" INTEGER,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "confirmed" BOOLEAN,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "exam_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "attempt_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "upheld" BOOLEAN,
    "answer" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper_sheet" (
    "attempt_id" UUID NOT NULL,
    "pass" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "keyed_by_id" UUID NOT NULL,
    "keyed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "paper_sheet_pkey" PRIMARY KEY ("attempt_id","pass")
);

-- CreateTable
CREATE TABLE "rehearsal_answer" (
    "enrolment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "option_ids" TEXT[],
    "sequence" BIGINT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rehearsal_answer_pkey" PRIMARY KEY ("enrolment_id","position")
);

-- CreateTable
CREATE TABLE "question_draft" (
    "question_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "in_review" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "updated_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_draft_pkey" PRIMARY KEY ("question_id")
);

-- CreateTable
CREATE TABLE "question_enemy" (
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,

    CONSTRAINT "question_enemy_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateTable
CREATE TABLE "key_repair" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "version_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key_ids" TEXT[],
    "reason" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "key_repair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_exposure" (
    "version_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "exposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_exposure_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "picture" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "organization_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "picture_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exam_decision_attempt_id_idx" ON "exam_decision"("attempt_id");

-- CreateIndex
CREATE INDEX "appeal_attempt_id_idx" ON "appeal"("attempt_id");

-- CreateIndex
CREATE INDEX "key_repair_version_id_idx" ON "key_repair"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "picture_organization_id_sha256_key" ON "picture"("organization_id", "sha256");

-- AddForeignKey
ALTER TABLE "attempt_contact" ADD CONSTRAINT "attempt_contact_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_decision" ADD CONSTRAINT "exam_decision_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_decision" ADD CONSTRAINT "exam_decision_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exam_decision" ADD CONSTRAINT "exam_decision_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_sheet" ADD CONSTRAINT "paper_sheet_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paper_sheet" ADD CONSTRAINT "paper_sheet_keyed_by_id_fkey" FOREIGN KEY ("keyed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rehearsal_answer" ADD CONSTRAINT "rehearsal_answer_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_published_by_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_layer" ADD CONSTRAINT "question_layer_reviewed_by_id_fkey" FOREIGN KEY ("reviewed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_draft" ADD CONSTRAINT "question_draft_updated_by_id_fkey" FOREIGN KEY ("updated_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_enemy" ADD CONSTRAINT "question_enemy_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_enemy" ADD CONSTRAINT "question_enemy_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_repair" ADD CONSTRAINT "key_repair_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_repair" ADD CONSTRAINT "key_repair_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_exposure" ADD CONSTRAINT "version_exposure_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_exposure" ADD CONSTRAINT "version_exposure_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "picture" ADD CONSTRAINT "picture_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "picture" ADD CONSTRAINT "picture_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What the schema language cannot say.

ALTER TABLE event ADD CONSTRAINT event_resit_wait_check CHECK (resit_wait_hours BETWEEN 0 AND 8760);
ALTER TABLE attempt ADD CONSTRAINT attempt_extra_time_check CHECK (extra_time_seconds >= 0);
ALTER TABLE question_version
  ADD CONSTRAINT question_version_ease_check CHECK (ease_percent BETWEEN 1 AND 99),
  ADD CONSTRAINT question_version_bloom_check CHECK (bloom IN ('remember', 'understand', 'apply', 'analyse', 'evaluate', 'create')),
  ADD CONSTRAINT question_version_shares_check CHECK ((kind = 'fractions') = (shares IS NOT NULL));
ALTER TABLE question_enemy ADD CONSTRAINT question_enemy_order_check CHECK (first_id < second_id);
ALTER TABLE key_repair ADD CONSTRAINT key_repair_kind_check CHECK (kind IN ('void', 'accept', 'rekey') AND (kind = 'void') = (cardinality(key_ids) = 0));
ALTER TABLE paper_sheet ADD CONSTRAINT paper_sheet_pass_check CHECK (pass IN (1, 2));
CREATE INDEX question_layer_stem_idx ON question_layer USING gin (stem gin_trgm_ops);

-- A decision on a closed attempt takes two people; one at a time is open.
ALTER TABLE exam_decision
  ADD CONSTRAINT exam_decision_kind_check CHECK (kind IN ('accept-evidence', 'grant-time') AND (kind = 'grant-time') = (extra_seconds IS NOT NULL)),
  ADD CONSTRAINT exam_decision_extra_check CHECK (extra_seconds > 0),
  ADD CONSTRAINT exam_decision_decided_check CHECK ((confirmed IS NULL) = (decided_at IS NULL) AND (confirmed IS NULL) = (decided_by_id IS NULL)),
  ADD CONSTRAINT exam_decision_two_people_check CHECK (decided_by_id <> proposed_by_id OR confirmed IS NOT TRUE);
CREATE UNIQUE INDEX exam_decision_open_key ON exam_decision (attempt_id) WHERE confirmed IS NULL;
ALTER TABLE appeal ADD CONSTRAINT appeal_answered_check CHECK (
  (answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL) AND (answered_at IS NULL) = (answered_by_id IS NULL));
CREATE UNIQUE INDEX appeal_open_key ON appeal (attempt_id) WHERE answered_at IS NULL;

-- The text of a drawn question never changes, and gets no further language: who sat it saw the languages there were.
-- That a person reviewed it may be recorded at any time.
CREATE OR REPLACE FUNCTION refuse_change_when_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE version uuid;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.version_id, NEW.language, NEW.stem, NEW.options, NEW.rationale, NEW.reasons)
     IS NOT DISTINCT FROM (OLD.version_id, OLD.language, OLD.stem, OLD.options, OLD.rationale, OLD.reasons) THEN
    RETURN NEW;
  END IF;
  version := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
  IF EXISTS (SELECT 1 FROM form_slot WHERE version_id = version) THEN
    RAISE EXCEPTION 'the text of a drawn question is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER question_layer_no_more BEFORE INSERT ON question_layer FOR EACH ROW EXECUTE FUNCTION refuse_change_when_drawn();

DROP TRIGGER event_changed ON event;
CREATE TRIGGER event_changed AFTER UPDATE OF slug, course_id, organization_id, edition_id, state, reference, registration_opens_at,
  registration_closes_at, opens_at, closes_at, zone, delivery, region, place, languages, seats, waiting_list, admission, contacts,
  certificate_kind, signatory, blueprint, time_limit_seconds, attempts_allowed, resit_wait_hours, threshold_percent, strict, review_rule ON event
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
