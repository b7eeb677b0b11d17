import { beforeAll, describe, expect, it } from "vitest";
import { canRewriteAudit } from "@/lib/audit/data";
import { recordAudit } from "@/lib/audit/record";
import { db, sql } from "@/lib/db/client";
import { saveAnswer } from "@/lib/exams/mutations";
import { type Sitting, seedClosedAttempt, seedRunningAttempt, setOverdue } from "../../builders/attempts";
import { seedEvent, smallBlueprint } from "../../builders/events";
import { unsafeSql } from "../../builders/owner";
import { seedPerson } from "../../builders/people";

const denied = { code: "42501" };

/** To these the application may only add. */
const appendOnly = ["audit_event", "attempt_log", "late_evidence"];
/** These are written once. */
const writeOnce = [
  "edition",
  "edition_module",
  "edition_lesson",
  "lesson_version",
  "lesson_page",
  "question_version",
  "form_slot",
];

let closed: Sitting;
beforeAll(async () => {
  const event = await seedEvent({ blueprint: smallBlueprint });
  closed = await seedClosedAttempt({ event, right: 1 });
  const late = await seedRunningAttempt({ event });
  await setOverdue(late.attemptId, 60);
  await saveAnswer(late.actor, { attemptId: late.attemptId, position: 1 }, { optionIds: [], sequence: 1 });
  await db.$transaction((tx) =>
    recordAudit(tx, { actorId: closed.actor.id, action: "test.done", subjectKind: "event", subjectId: event.id }),
  );
});

describe("law 11: the application connects as a role that owns nothing", () => {
  it("is connected as itself, and is no superuser, makes no roles and no databases, and passes no row security", async () => {
    expect(
      await sql(
        "SELECT rolname, current_user::text = session_user::text AS itself, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication FROM pg_roles WHERE rolname = current_user",
      ),
    ).toEqual([
      {
        rolname: "chancery_app",
        itself: true,
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolbypassrls: false,
        rolreplication: false,
      },
    ]);
  });

  it("owns no table, view, sequence, function, type, schema or database", async () => {
    const owned = await sql(
      `SELECT 'relation ' || relname AS what FROM pg_class WHERE relowner = current_user::regrole
       UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proowner = current_user::regrole
       UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typowner = current_user::regrole
       UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspowner = current_user::regrole
       UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datdba = current_user::regrole`,
    );
    expect(owned).toEqual([]);
  });

  it("is a member of no other role, and cannot become the owner", async () => {
    expect(await sql("SELECT roleid::regrole::text FROM pg_auth_members WHERE member = current_user::regrole")).toEqual(
      [],
    );
    await expect(sql("SET ROLE chancery_owner")).rejects.toMatchObject(denied);
  });

  it.each([
    ["make a table", "CREATE TABLE extra (id int)"],
    ["make a function", "CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    ["make a schema", "CREATE SCHEMA extra"],
    ["switch a guard off", "ALTER TABLE certificate DISABLE TRIGGER certificate_fixed"],
    ["drop a guard", "DROP TRIGGER form_slot_fixed ON form_slot"],
    ["drop a rule", "ALTER TABLE event DROP CONSTRAINT event_seats_check"],
    ["drop an index that holds a rule", "DROP INDEX attempt_running_key"],
    ["switch all guards off for its session", "SET session_replication_role = replica"],
    ["read the history of migrations", "SELECT * FROM _prisma_migrations"],
  ])("cannot %s", async (_, statement) => {
    await expect(sql(statement)).rejects.toMatchObject(denied);
  });
});

describe("law 11: what is recorded stays recorded", () => {
  it("the application's role may hand on none of its rights, and so gives itself none", async () => {
    await sql("GRANT UPDATE ON audit_event TO chancery_app"); // PostgreSQL warns and grants nothing.
    await expect(sql("UPDATE audit_event SET action = 'nothing'")).rejects.toMatchObject(denied);
    expect(
      await sql(
        "SELECT table_name FROM information_schema.table_privileges WHERE grantee = current_user AND is_grantable = 'YES'",
      ),
    ).toEqual([]);
  });

  it.each([...appendOnly, ...writeOnce])(
    "%s can be neither changed, nor emptied, nor thinned out by the application",
    async (table) => {
      const count = () => sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      const [column] = await sql<{ name: string }>(
        "SELECT quote_ident(column_name) AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position LIMIT 1",
        [table],
      );
      const before = await count();
      expect(before[0]?.n, "there is something to change").toBeGreaterThan(0);
      await expect(sql(`UPDATE ${table} SET ${column?.name} = ${column?.name}`)).rejects.toMatchObject(denied);
      await expect(sql(`DELETE FROM ${table}`)).rejects.toMatchObject(denied);
      await expect(sql(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject(denied);
      await expect(
        sql(`INSERT INTO ${table} SELECT * FROM ${table} LIMIT 1 ON CONFLICT DO NOTHING`),
      ).resolves.toBeDefined();
      expect(await count()).toEqual(before);
    },
  );

  it("no column of them is granted apart from its table", async () => {
    const tables = [...appendOnly, ...writeOnce];
    const rows = await sql(
      `SELECT table_name FROM information_schema.column_privileges WHERE grantee IN (current_user, 'PUBLIC') AND privilege_type IN ('UPDATE', 'REFERENCES') AND table_name = ANY($1)`,
      [tables],
    );
    expect(rows).toEqual([]);
  });

  it.each(appendOnly)(
    "every table that %s hangs on refuses to take it along when its row is deleted",
    async (table) => {
      const cascades = await unsafeSql<{ parent: string }>(
        `SELECT confrelid::regclass::text AS parent FROM pg_constraint
       WHERE conrelid = $1::regclass AND contype = 'f' AND confdeltype IN ('c', 'n', 'd') AND has_table_privilege('chancery_app', confrelid, 'DELETE')`,
        [table],
      );
      expect(cascades).toEqual([]);
    },
  );

  it("a closed attempt cannot be deleted with its log, its form and its mark", async () => {
    const log = () => sql("SELECT kind FROM attempt_log WHERE attempt_id = $1 ORDER BY id", [closed.attemptId]);
    expect(await log()).toEqual([{ kind: "started" }, { kind: "answered" }, { kind: "submitted" }]);
    await expect(
      db.$transaction(async (tx) => {
        await tx.attempt.delete({ where: { id: closed.attemptId }, select: { id: true } });
        throw new Error("the attempt was deleted");
      }),
    ).rejects.not.toThrow("the attempt was deleted");
    expect(await log()).toEqual([{ kind: "started" }, { kind: "answered" }, { kind: "submitted" }]);
  });

  it("an audit row carries the database's instant, and is taken back with the change that it records", async () => {
    const actor = await seedPerson();
    const [clock] = await sql<{ now: Date }>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
    const entry = {
      actorId: actor.id,
      action: "test.change",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { from: 1, to: 2 },
    };
    await db.$transaction((tx) => recordAudit(tx, entry));
    await expect(
      db.$transaction(async (tx) => {
        await recordAudit(tx, entry);
        throw new Error("the change failed");
      }),
    ).rejects.toThrow("the change failed");
    const rows = await sql<{ at: Date }>("SELECT at, action, detail FROM audit_event WHERE actor_id = $1", [actor.id]);
    expect(rows).toMatchObject([{ action: "test.change", detail: { from: 1, to: 2 } }]);
    expect(rows[0]?.at.getTime()).toBeGreaterThanOrEqual(clock?.now.getTime() ?? Number.POSITIVE_INFINITY);
  });
});

describe("law 11: starting refuses a role that could change the record", () => {
  it("the application's role as it is granted passes", async () => {
    expect(await canRewriteAudit()).toBe(false);
  });

  it.each([
    [
      "may change audit rows",
      "GRANT UPDATE ON audit_event TO chancery_app",
      "REVOKE UPDATE ON audit_event FROM chancery_app",
    ],
    [
      "may delete audit rows",
      "GRANT DELETE ON audit_event TO chancery_app",
      "REVOKE DELETE ON audit_event FROM chancery_app",
    ],
    [
      "may empty the audit table",
      "GRANT TRUNCATE ON audit_event TO chancery_app",
      "REVOKE TRUNCATE ON audit_event FROM chancery_app",
    ],
    [
      "may change audit rows because everybody may",
      "GRANT UPDATE ON audit_event TO PUBLIC",
      "REVOKE UPDATE ON audit_event FROM PUBLIC",
    ],
  ])("a role that %s does not", async (_, grant, revoke) => {
    await unsafeSql(grant);
    try {
      expect(await canRewriteAudit()).toBe(true);
    } finally {
      await unsafeSql(revoke);
    }
    expect(await canRewriteAudit()).toBe(false);
  });
});
