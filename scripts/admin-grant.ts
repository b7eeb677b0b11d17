import { PrismaPg } from "@prisma/adapter-pg";
import { recordAudit } from "@/lib/audit/record";
import { PrismaClient } from "@/lib/db/generated/client";
import { parseEnv } from "@/lib/env";
import { canonicalAddress } from "@/lib/format/addresses";

/** Makes a registered, confirmed person an admin: how an installation gets its first one. Run by whoever owns the database. */

const [typed = ""] = process.argv.slice(2);
const { databaseAdminUrl } = parseEnv(process.env);
const canonical = canonicalAddress(typed);
if (!databaseAdminUrl || !canonical) {
  process.stdout.write(
    "Usage, with DATABASE_URL, DATABASE_ADMIN_URL and ORIGIN set: npm run admin:grant -- name@example.org\n",
  );
  process.exit(1);
}
const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseAdminUrl }) });
try {
  const said = await client.$transaction(async (tx) => {
    const address = await tx.mailAddress.findUnique({
      where: { canonical },
      select: { personId: true, verifiedAt: true },
    });
    if (!address?.verifiedAt) return `Nobody has registered and confirmed ${canonical}.`;
    const { personId } = address;
    if (await tx.grant.findFirst({ where: { personId, role: "admin", revokedAt: null }, select: { id: true } }))
      return `${canonical} is an admin already.`;
    const { id } = await tx.grant.create({ data: { personId, role: "admin" }, select: { id: true } });
    await recordAudit(tx, {
      actorId: null,
      action: "grant.create",
      subjectKind: "grant",
      subjectId: id,
      detail: { personId, role: "admin", by: "command" },
    });
    return `${canonical} is an admin now.`;
  });
  process.stdout.write(`${said}\n`);
} finally {
  await client.$disconnect();
}
