-- CreateEnum
CREATE TYPE "application_state" AS ENUM ('drafted', 'submitted', 'shortlisted', 'accepted', 'waiting', 'not-selected', 'withdrawn');

-- DropIndex
DROP INDEX "letter_state_idx";

-- AlterTable
ALTER TABLE "enrolment" ADD COLUMN     "groups" JSONB,
ADD COLUMN     "identity" TEXT NOT NULL DEFAULT 'self-declared',
ADD COLUMN     "state_code" TEXT,
ADD COLUMN     "waiting_rank" INTEGER,
ADD COLUMN     "waiting_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "application_form" JSONB,
ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "attendance_percent" INTEGER,
ADD COLUMN     "calendar_sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "cancel_reason" TEXT,
ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "cloned_from_id" UUID,
ADD COLUMN     "in_pairs" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "instructor_presence" TEXT,
ADD COLUMN     "offer_hours" INTEGER NOT NULL DEFAULT 72,
ADD COLUMN     "reviewers_needed" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "rubric" JSONB,
ADD COLUMN     "seats_held" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "seats_rule" TEXT NOT NULL DEFAULT 'cap',
ADD COLUMN     "state_quota" INTEGER,
ADD COLUMN     "study_hours" INTEGER;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "mail_choice" TEXT NOT NULL DEFAULT 'single';

-- AlterTable
ALTER TABLE "mail_address" ADD COLUMN     "undeliverable_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "grant" ADD COLUMN     "state_code" TEXT;

-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "bulk" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "cause" TEXT,
ADD COLUMN     "event_id" UUID,
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unsubscribe_secret" TEXT;

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "application_state" NOT NULL DEFAULT 'drafted',
    "answers" JSONB NOT NULL,
    "state_code" TEXT,
    "groups" JSONB,
    "gender" TEXT,
    "institution" TEXT,
    "institution_kind" TEXT,
    "position" TEXT,
    "declared_courses" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "decision" TEXT,
    "decision_reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_file" (
    "application_id" UUID NOT NULL,
    "question_id" TEXT NOT NULL,
    "upload_id" UUID NOT NULL,

    CONSTRAINT "application_file_pkey" PRIMARY KEY ("application_id","question_id")
);

-- CreateTable
CREATE TABLE "application_score" (
    "application_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "scores" JSONB NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_score_pkey" PRIMARY KEY ("application_id","reviewer_id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "enrolment_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "nomination" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "focal_point_id" UUID NOT NULL,
    "state_code" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "native_name" TEXT,
    "address" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "part" TEXT,
    "pair_id" UUID,
    "rank" INTEGER NOT NULL,
    "institution" TEXT,
    "position" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'nominated',
    "decision_reason" TEXT,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "enrolment_id" UUID,
    "replaced_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "nomination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "nomination_id" UUID,
    "address" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "full_name" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "state_code" TEXT,
    "token_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'sent',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "times_sent" INTEGER NOT NULL DEFAULT 1,
    "invited_by_id" UUID NOT NULL,
    "asked_by_id" UUID,
    "claimed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "session_id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("session_id","enrolment_id")
);

-- CreateTable
CREATE TABLE "course_prerequisite" (
    "course_id" UUID NOT NULL,
    "earlier_course_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "course_prerequisite_pkey" PRIMARY KEY ("course_id","earlier_course_id")
);

-- CreateTable
CREATE TABLE "event_review" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "checklist" JSONB NOT NULL,
    "verdict" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_draft" (
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_draft_pkey" PRIMARY KEY ("event_id","person_id")
);

-- CreateTable
CREATE TABLE "event_session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "layers" JSONB NOT NULL,
    "room" TEXT,
    "link" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "check_in_code" TEXT,
    "check_in_closes_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_staff" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "full_name" TEXT,
    "layers" JSONB NOT NULL,

    CONSTRAINT "event_staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_file" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "session_id" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "upload_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "audience" TEXT[],
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "recipients" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "announcement_mute" (
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "announcement_mute_pkey" PRIMARY KEY ("event_id","person_id")
);

-- CreateTable
CREATE TABLE "calendar_secret" (
    "hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_secret_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "application_event_id_state_idx" ON "application"("event_id", "state");

-- CreateIndex
CREATE INDEX "application_person_id_idx" ON "application"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_event_id_person_id_key" ON "application"("event_id", "person_id");

-- CreateIndex
CREATE INDEX "application_file_upload_id_idx" ON "application_file"("upload_id");

-- CreateIndex
CREATE INDEX "application_score_reviewer_id_idx" ON "application_score"("reviewer_id");

-- CreateIndex
CREATE INDEX "offer_enrolment_id_idx" ON "offer"("enrolment_id");

-- CreateIndex
CREATE INDEX "offer_state_expires_at_idx" ON "offer"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "nomination_replaced_by_id_key" ON "nomination"("replaced_by_id");

-- CreateIndex
CREATE INDEX "nomination_event_id_state_code_idx" ON "nomination"("event_id", "state_code");

-- CreateIndex
CREATE INDEX "nomination_focal_point_id_idx" ON "nomination"("focal_point_id");

-- CreateIndex
CREATE INDEX "nomination_enrolment_id_idx" ON "nomination"("enrolment_id");

-- CreateIndex
CREATE INDEX "nomination_pair_id_idx" ON "nomination"("pair_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_event_id_state_idx" ON "invitation"("event_id", "state");

-- CreateIndex
CREATE INDEX "invitation_nomination_id_idx" ON "invitation"("nomination_id");

-- CreateIndex
CREATE INDEX "invitation_canonical_idx" ON "invitation"("canonical");

-- CreateIndex
CREATE INDEX "invitation_state_expires_at_idx" ON "invitation"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "import_batch_event_id_kind_sha256_key" ON "import_batch"("event_id", "kind", "sha256");

-- CreateIndex
CREATE INDEX "attendance_enrolment_id_idx" ON "attendance"("enrolment_id");

-- CreateIndex
CREATE INDEX "course_prerequisite_earlier_course_id_idx" ON "course_prerequisite"("earlier_course_id");

-- CreateIndex
CREATE INDEX "event_review_event_id_idx" ON "event_review"("event_id");

-- CreateIndex
CREATE INDEX "event_session_event_id_starts_at_idx" ON "event_session"("event_id", "starts_at");

-- CreateIndex
CREATE INDEX "event_staff_event_id_idx" ON "event_staff"("event_id");

-- CreateIndex
CREATE INDEX "event_file_event_id_idx" ON "event_file"("event_id");

-- CreateIndex
CREATE INDEX "event_file_session_id_idx" ON "event_file"("session_id");

-- CreateIndex
CREATE INDEX "event_file_upload_id_idx" ON "event_file"("upload_id");

-- CreateIndex
CREATE INDEX "upload_created_by_id_idx" ON "upload"("created_by_id");

-- CreateIndex
CREATE INDEX "announcement_event_id_idx" ON "announcement"("event_id");

-- CreateIndex
CREATE INDEX "announcement_mute_person_id_idx" ON "announcement_mute"("person_id");

-- CreateIndex
CREATE INDEX "calendar_secret_person_id_idx" ON "calendar_secret"("person_id");

-- CreateIndex
CREATE INDEX "event_cloned_from_id_idx" ON "event"("cloned_from_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_cause_key" ON "letter"("cause");

-- CreateIndex
CREATE INDEX "letter_state_next_try_at_idx" ON "letter"("state", "next_try_at");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_score" ADD CONSTRAINT "application_score_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_score" ADD CONSTRAINT "application_score_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nomination" ADD CONSTRAINT "nomination_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nomination" ADD CONSTRAINT "nomination_focal_point_id_fkey" FOREIGN KEY ("focal_point_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nomination" ADD CONSTRAINT "nomination_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nomination" ADD CONSTRAINT "nomination_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "nomination" ADD CONSTRAINT "nomination_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "nomination"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_nomination_id_fkey" FOREIGN KEY ("nomination_id") REFERENCES "nomination"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_recorded_by_id_fkey" FOREIGN KEY ("recorded_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_cloned_from_id_fkey" FOREIGN KEY ("cloned_from_id") REFERENCES "event"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_prerequisite" ADD CONSTRAINT "course_prerequisite_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_prerequisite" ADD CONSTRAINT "course_prerequisite_earlier_course_id_fkey" FOREIGN KEY ("earlier_course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_review" ADD CONSTRAINT "event_review_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_review" ADD CONSTRAINT "event_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_draft" ADD CONSTRAINT "event_draft_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_draft" ADD CONSTRAINT "event_draft_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_staff" ADD CONSTRAINT "event_staff_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_file" ADD CONSTRAINT "event_file_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_file" ADD CONSTRAINT "event_file_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_file" ADD CONSTRAINT "event_file_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement" ADD CONSTRAINT "announcement_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_mute" ADD CONSTRAINT "announcement_mute_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "announcement_mute" ADD CONSTRAINT "announcement_mute_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_secret" ADD CONSTRAINT "calendar_secret_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was there before these columns.
UPDATE event SET cancelled_at = COALESCE(published_at, created_at) WHERE state = 'cancelled';
UPDATE event SET archived_at = COALESCE(closed_at, created_at) WHERE state = 'archived';
UPDATE enrolment SET waiting_since = created_at WHERE state = 'waiting';

-- Rules that hold whoever writes.

-- Taken and held seats together never exceed the seats there are.
ALTER TABLE event DROP CONSTRAINT event_seats_check;
ALTER TABLE event
  ADD CONSTRAINT event_seats_check CHECK (
    seats_taken >= 0 AND seats_held >= 0 AND (seats IS NULL OR seats_taken + seats_held <= seats)),
  ADD CONSTRAINT event_seats_rule_check CHECK (seats_rule IN ('cap', 'recommended')),
  ADD CONSTRAINT event_offer_hours_check CHECK (offer_hours BETWEEN 1 AND 720),
  ADD CONSTRAINT event_quota_check CHECK (state_quota > 0),
  ADD CONSTRAINT event_presence_check CHECK (instructor_presence IN ('live-online', 'on-site', 'live-and-on-site', 'none')),
  ADD CONSTRAINT event_attendance_check CHECK (attendance_percent BETWEEN 1 AND 100),
  ADD CONSTRAINT event_cancelled_check CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  ADD CONSTRAINT event_archived_check CHECK ((state = 'archived') = (archived_at IS NOT NULL)),
  ADD CONSTRAINT event_not_own_clone_check CHECK (cloned_from_id <> id);
ALTER TABLE course_prerequisite
  ADD CONSTRAINT course_prerequisite_kind_check CHECK (kind IN ('required', 'recommended')),
  ADD CONSTRAINT course_prerequisite_other_check CHECK (course_id <> earlier_course_id);
ALTER TABLE event_review ADD CONSTRAINT event_review_verdict_check CHECK (verdict IN ('passed', 'returned'));
ALTER TABLE event_session ADD CONSTRAINT event_session_times_check CHECK (ends_at > starts_at);
ALTER TABLE event_staff ADD CONSTRAINT event_staff_kind_check CHECK (kind IN ('lecturer', 'facilitator'));
ALTER TABLE event_file
  ADD CONSTRAINT event_file_kind_check CHECK (kind IN ('slides', 'handout', 'document')),
  ADD CONSTRAINT event_file_audience_check CHECK (audience IN ('public', 'admitted'));
ALTER TABLE upload ADD CONSTRAINT upload_size_check CHECK (bytes BETWEEN 1 AND 10485760 AND octet_length(content) = bytes);
ALTER TABLE person ADD CONSTRAINT person_mail_choice_check CHECK (mail_choice IN ('single', 'digest'));
ALTER TABLE "grant" ADD CONSTRAINT grant_state_check CHECK ((state_code IS NOT NULL) <= (role = 'focal-point') AND state_code ~ '^[A-Z]{2}$');

-- One place in a queue of each person, and one open offer, invitation or nomination of each.
ALTER TABLE enrolment
  ADD CONSTRAINT enrolment_waiting_check CHECK ((state = 'waiting') <= (waiting_since IS NOT NULL)),
  ADD CONSTRAINT enrolment_state_code_check CHECK (state_code ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT enrolment_identity_check CHECK (identity IN ('self-declared', 'nominated', 'checked'));
CREATE INDEX enrolment_queue_idx ON enrolment (event_id, waiting_rank, waiting_since, id) WHERE state = 'waiting';
ALTER TABLE offer
  ADD CONSTRAINT offer_state_check CHECK (state IN ('open', 'claimed', 'declined', 'expired', 'withdrawn')),
  ADD CONSTRAINT offer_settled_check CHECK ((state = 'open') = (settled_at IS NULL));
CREATE UNIQUE INDEX offer_open_key ON offer (enrolment_id) WHERE state = 'open';
ALTER TABLE application
  ADD CONSTRAINT application_decision_check CHECK (decision IN ('accepted', 'waiting', 'not-selected')),
  ADD CONSTRAINT application_decided_check CHECK ((decision IS NULL) = (decided_by_id IS NULL)),
  ADD CONSTRAINT application_state_code_check CHECK (state_code ~ '^[A-Z]{2}$');
ALTER TABLE nomination
  ADD CONSTRAINT nomination_state_check CHECK (state IN ('nominated', 'waiting', 'not-selected', 'offered', 'accepted',
    'declined', 'expired', 'withdrawn', 'substituted')),
  ADD CONSTRAINT nomination_part_check CHECK (part IN ('diplomat', 'technical') AND (part IS NULL) = (pair_id IS NULL)),
  ADD CONSTRAINT nomination_state_code_check CHECK (state_code ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT nomination_substituted_check CHECK ((state = 'substituted') = (replaced_by_id IS NOT NULL));
CREATE UNIQUE INDEX nomination_active_key ON nomination (event_id, canonical)
  WHERE state IN ('nominated', 'waiting', 'offered', 'accepted');
CREATE UNIQUE INDEX nomination_pair_key ON nomination (pair_id, part)
  WHERE state IN ('nominated', 'waiting', 'offered', 'accepted');
ALTER TABLE invitation
  ADD CONSTRAINT invitation_state_check CHECK (state IN ('sent', 'asked', 'claimed', 'declined', 'expired', 'withdrawn')),
  ADD CONSTRAINT invitation_settled_check CHECK ((state IN ('sent', 'asked')) = (settled_at IS NULL)),
  ADD CONSTRAINT invitation_claimed_check CHECK ((state = 'claimed') = (claimed_by_id IS NOT NULL)),
  ADD CONSTRAINT invitation_state_code_check CHECK (state_code ~ '^[A-Z]{2}$');
CREATE UNIQUE INDEX invitation_open_key ON invitation (event_id, canonical) WHERE state IN ('sent', 'asked');
ALTER TABLE import_batch ADD CONSTRAINT import_batch_kind_check CHECK (kind IN ('invitations', 'participants', 'nominations'));
ALTER TABLE attendance
  ADD CONSTRAINT attendance_state_check CHECK (state IN ('present', 'absent', 'excused')),
  ADD CONSTRAINT attendance_method_check CHECK (method IN ('roll-call', 'self'));
ALTER TABLE letter ADD CONSTRAINT letter_state_check CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'undeliverable',
  'gathering', 'gathered'));

-- An answered appeal, a review and the text of an application as it was decided stay as they were.
CREATE FUNCTION refuse_change_of_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.answered_at IS NOT NULL THEN
    RAISE EXCEPTION 'an answered appeal is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_answered_fixed BEFORE UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION refuse_change_of_answered();

-- What kept pages show.
DROP TRIGGER event_seats_changed ON event;
CREATE TRIGGER event_seats_changed AFTER UPDATE OF seats_taken, seats_held ON event FOR EACH ROW EXECUTE FUNCTION tell_seats();
DROP TRIGGER event_changed ON event;
CREATE TRIGGER event_changed AFTER UPDATE OF slug, course_id, organization_id, edition_id, state, reference, registration_opens_at,
  registration_closes_at, opens_at, closes_at, zone, delivery, region, place, languages, seats, seats_rule, waiting_list, admission,
  state_quota, in_pairs, contacts, certificate_kind, signatory, study_hours, instructor_presence, attendance_percent, blueprint,
  time_limit_seconds, attempts_allowed, resit_wait_hours, threshold_percent, strict, review_rule, cancel_reason ON event
  FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
DO $$
DECLARE shown text;
BEGIN
  FOREACH shown IN ARRAY ARRAY['event_session', 'event_staff', 'event_file', 'course_prerequisite', 'score_component'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION tell_change()', shown || '_changed', shown);
  END LOOP;
END $$;

-- Announcements name their language; a one-click link is found by its secret; a person may read everything in the account only.
ALTER TABLE "announcement" ADD COLUMN "language" TEXT NOT NULL;
CREATE UNIQUE INDEX "letter_unsubscribe_secret_key" ON "letter"("unsubscribe_secret");
ALTER TABLE person DROP CONSTRAINT person_mail_choice_check;
ALTER TABLE person ADD CONSTRAINT person_mail_choice_check CHECK (mail_choice IN ('single', 'digest', 'none'));

-- Decisions on nominations are kept until they are sent together.
ALTER TABLE "nomination" ADD COLUMN "decision" TEXT;
ALTER TABLE nomination ADD CONSTRAINT nomination_decision_check CHECK (decision IN ('selected', 'waiting', 'not-selected'));

-- The next instant at which a list of events changes by itself is the least of four, each found by its index.
CREATE INDEX event_closes_idx ON event (closes_at) WHERE state = 'published';
CREATE INDEX event_opens_idx ON event (opens_at) WHERE state = 'published';
CREATE INDEX event_registration_opens_idx ON event (registration_opens_at) WHERE state = 'published';
CREATE INDEX event_registration_closes_idx ON event (registration_closes_at) WHERE state = 'published';

-- Nobody scores or decides their own application, and one that was answered goes where its person's place goes.
ALTER TABLE application ADD CONSTRAINT application_decider_check CHECK (decided_by_id <> person_id);
CREATE FUNCTION refuse_own_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM application WHERE id = NEW.application_id AND person_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'nobody scores their own application' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_score_reviewer BEFORE INSERT OR UPDATE ON application_score FOR EACH ROW EXECUTE FUNCTION refuse_own_score();
CREATE FUNCTION follow_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'withdrawn' THEN
    UPDATE application SET state = 'withdrawn'
    WHERE event_id = NEW.event_id AND person_id = NEW.person_id AND state IN ('accepted', 'waiting');
  ELSIF NEW.state = 'enrolled' THEN
    UPDATE application SET state = 'accepted'
    WHERE event_id = NEW.event_id AND person_id = NEW.person_id AND state = 'waiting';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER enrolment_application AFTER UPDATE OF state ON enrolment FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION follow_place();

-- Lessons carry questions to check oneself with, and say which pages deal with a contested matter.
ALTER TABLE "lesson_layer" ADD COLUMN "practice" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "lesson_page" ADD COLUMN "contested" BOOLEAN NOT NULL DEFAULT false;

-- What a reviewer's scores come to is kept with them: a list of thousands is ordered by it.
ALTER TABLE "application_score" ADD COLUMN "percent" DOUBLE PRECISION NOT NULL;
ALTER TABLE application_score ADD CONSTRAINT application_score_percent_check CHECK (percent BETWEEN 0 AND 100);
