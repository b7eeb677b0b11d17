-- CreateEnum
CREATE TYPE "comment_state" AS ENUM ('held', 'shown', 'hidden', 'deleted');

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "comments_purge_at" TIMESTAMPTZ(3),
ADD COLUMN     "room_held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "room_label" TEXT,
ADD COLUMN     "room_rule" TEXT NOT NULL DEFAULT 'cohort';

-- AlterTable
ALTER TABLE "release_batch" ADD COLUMN     "kind" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "lesson_version_id" UUID NOT NULL,
    "page" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "quote" TEXT,
    "body" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brief_entry" (
    "event_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "brief_entry_pkey" PRIMARY KEY ("event_id","field")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "lesson_version_id" UUID NOT NULL,
    "page" INTEGER NOT NULL,
    "parent_id" UUID,
    "author_id" UUID,
    "rule" TEXT NOT NULL,
    "label" TEXT,
    "alias" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "state" "comment_state" NOT NULL DEFAULT 'shown',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "moderated_by_id" UUID,
    "moderated_at" TIMESTAMPTZ(3),
    "moderation_reason" TEXT,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_report" (
    "comment_id" UUID NOT NULL,
    "reporter_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_report_pkey" PRIMARY KEY ("comment_id","reporter_id")
);

-- CreateTable
CREATE TABLE "room_mute" (
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "muted_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_mute_pkey" PRIMARY KEY ("event_id","person_id")
);

-- CreateIndex
CREATE INDEX "note_person_id_lesson_version_id_idx" ON "note"("person_id", "lesson_version_id");

-- CreateIndex
CREATE INDEX "note_lesson_version_id_idx" ON "note"("lesson_version_id");

-- CreateIndex
CREATE INDEX "brief_entry_saved_by_id_idx" ON "brief_entry"("saved_by_id");

-- CreateIndex
CREATE INDEX "comment_event_id_lesson_version_id_page_created_at_idx" ON "comment"("event_id", "lesson_version_id", "page", "created_at");

-- CreateIndex
CREATE INDEX "comment_parent_id_idx" ON "comment"("parent_id");

-- CreateIndex
CREATE INDEX "comment_author_id_idx" ON "comment"("author_id");

-- CreateIndex
CREATE INDEX "comment_report_reporter_id_idx" ON "comment_report"("reporter_id");

-- CreateIndex
CREATE INDEX "room_mute_person_id_idx" ON "room_mute"("person_id");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brief_entry" ADD CONSTRAINT "brief_entry_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brief_entry" ADD CONSTRAINT "brief_entry_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_moderated_by_id_fkey" FOREIGN KEY ("moderated_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_report" ADD CONSTRAINT "comment_report_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_report" ADD CONSTRAINT "comment_report_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_mute" ADD CONSTRAINT "room_mute_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_mute" ADD CONSTRAINT "room_mute_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_mute" ADD CONSTRAINT "room_mute_muted_by_id_fkey" FOREIGN KEY ("muted_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that hold whoever writes.

ALTER TABLE event
  ADD CONSTRAINT event_room_rule_check CHECK (room_rule IN ('open', 'cohort', 'chatham-house', 'anonymous')),
  ADD CONSTRAINT event_room_label_check CHECK (room_label IN ('red', 'amber-strict', 'amber', 'green', 'clear'));
ALTER TABLE note
  ADD CONSTRAINT note_page_check CHECK (page > 0),
  ADD CONSTRAINT note_says_something_check CHECK (body <> '' OR quote IS NOT NULL);
ALTER TABLE comment
  ADD CONSTRAINT comment_page_check CHECK (page > 0),
  ADD CONSTRAINT comment_alias_check CHECK (alias > 0),
  ADD CONSTRAINT comment_rule_check CHECK (rule IN ('open', 'cohort', 'chatham-house', 'anonymous')),
  ADD CONSTRAINT comment_label_check CHECK (label IN ('red', 'amber-strict', 'amber', 'green', 'clear')),
  ADD CONSTRAINT comment_not_own_parent_check CHECK (parent_id <> id);
ALTER TABLE room_mute ADD CONSTRAINT room_mute_not_own_check CHECK (muted_by_id <> person_id);

-- Replies have one level, and stand under the same page of the same event.
CREATE FUNCTION check_comment_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM comment parent
    WHERE parent.id = NEW.parent_id AND parent.parent_id IS NULL AND parent.event_id = NEW.event_id
      AND parent.lesson_version_id = NEW.lesson_version_id AND parent.page = NEW.page
  ) THEN
    RAISE EXCEPTION 'a reply answers a comment on the same page' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comment_parent BEFORE INSERT OR UPDATE OF parent_id ON comment FOR EACH ROW
  WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION check_comment_parent();

-- The library: norms and measures, and citations of entries that are no row of their own.
CREATE TABLE "norm" (
    "letter" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "layers" JSONB NOT NULL,

    CONSTRAINT "norm_pkey" PRIMARY KEY ("letter")
);
CREATE TABLE "measure" (
    "measure_set" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "layers" JSONB NOT NULL,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("measure_set","number")
);
ALTER TABLE "glossary_term" ADD COLUMN     "used_in" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "citation" ADD COLUMN     "shelf_entry" TEXT;
CREATE INDEX "citation_shelf_entry_idx" ON "citation"("shelf_entry");
ALTER TABLE norm
  ADD CONSTRAINT norm_letter_check CHECK (letter ~ '^[a-k]$'),
  ADD CONSTRAINT norm_kind_check CHECK (kind IN ('limit', 'duty'));
ALTER TABLE measure ADD CONSTRAINT measure_number_check CHECK (number > 0);
-- A citation backs one thing.
ALTER TABLE citation ADD CONSTRAINT citation_backs_one_check
  CHECK (num_nonnulls(lesson_version_id, question_version_id, term_slug, shelf_entry) = 1);
-- Public pages show what is cited, and whether somebody has checked it.
CREATE TRIGGER norm_changed AFTER INSERT OR UPDATE OR DELETE ON norm FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
CREATE TRIGGER measure_changed AFTER INSERT OR UPDATE OR DELETE ON measure FOR EACH STATEMENT EXECUTE FUNCTION tell_change();
CREATE TRIGGER citation_changed AFTER INSERT OR UPDATE OR DELETE ON citation FOR EACH STATEMENT EXECUTE FUNCTION tell_change();

-- A release is decided for one cause; what was said of sixteen hours says nothing of a mark that fell.
ALTER TABLE release_decision ADD COLUMN cause TEXT NOT NULL,
  ADD CONSTRAINT release_decision_cause_check CHECK (cause IN ('hours', 'fallen', 'exception'));
ALTER TABLE release_batch ADD CONSTRAINT release_batch_kind_check
  CHECK (kind IN ('itu-certificate', 'itu-badge', 'organization-certificate', 'attendance-letter'));

-- Who closed the event, handed its dossier in, organizes, teaches or sits it cannot release its certificates; but an organization's
-- own documents may be released by another of its organizers.
CREATE OR REPLACE FUNCTION refuse_interested_releaser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
       SELECT 1 FROM event WHERE id = NEW.event_id
         AND (closed_by_id = NEW.released_by_id OR coalesce(dossier -> 'handedInBy', '[]') ? NEW.released_by_id::text))
     OR EXISTS (SELECT 1 FROM enrolment WHERE event_id = NEW.event_id AND person_id = NEW.released_by_id AND state <> 'withdrawn')
     OR EXISTS (
       SELECT 1 FROM "grant" g JOIN event e ON e.id = NEW.event_id
       WHERE g.person_id = NEW.released_by_id AND g.revoked_at IS NULL AND g.role IN ('organizer', 'instructor')
         AND (g.event_id = e.id OR g.organization_id = e.organization_id)
         AND NOT (NEW.kind IN ('organization-certificate', 'attendance-letter') AND g.role = 'organizer' AND g.event_id IS NULL)) THEN
    RAISE EXCEPTION 'this person closed, organizes, teaches or sits the event' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_releaser_check';
  END IF;
  RETURN NEW;
END $$;

-- A room can be closed. Who is muted by name and who is muted by number stand in rows of their own, which name no person.
ALTER TABLE event DROP CONSTRAINT event_room_rule_check;
ALTER TABLE event ADD CONSTRAINT event_room_rule_check
  CHECK (room_rule IN ('open', 'cohort', 'chatham-house', 'anonymous', 'closed'));
ALTER TABLE room_mute DROP CONSTRAINT room_mute_pkey;
ALTER TABLE room_mute
  ADD COLUMN id UUID NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN veiled BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN alias INTEGER,
  ADD CONSTRAINT room_mute_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX room_mute_event_id_person_id_veiled_key ON room_mute (event_id, person_id, veiled);
ALTER TABLE comment
  ADD CONSTRAINT comment_text_check CHECK (char_length(body) <= 4000 AND (state = 'deleted') = (body = '')),
  ADD CONSTRAINT comment_hidden_reason_check CHECK (state <> 'hidden' OR moderation_reason IS NOT NULL);
