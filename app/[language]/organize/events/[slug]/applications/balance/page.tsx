import type { Metadata } from "next";
import { BalanceTable } from "@/components/admission/selection/balance-table";
import { SelectionHead } from "@/components/admission/selection/selection-head";
import type { InstitutionKind } from "@/lib/admission/applications/types";
import { loadBalance } from "@/lib/admission/selection/loaders";
import { type StateRegion, stateName } from "@/lib/admission/states";
import { drawn } from "@/lib/entry/drawn";
import { type PageProps, readPage } from "@/lib/entry/page";
import { formatNumber } from "@/lib/format/dates";

type Props = PageProps<{ slug: string }>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readPage(props)).t("balance.title"), robots: { index: false } };
}

export default async function BalancePage(props: Props) {
  const page = await readPage(props);
  const { t, language, params } = page;
  const { event, balance } = await loadBalance(params.slug, language);
  const { totals } = balance;
  const unsaid = t("balance.not-said");
  const group = (value: string | null): string =>
    value === null ? unsaid : t(`state-group.${value as "ldc" | "lldc" | "sids" | "none"}`);
  return drawn(
    <div className="grid gap-10">
      <SelectionHead page={page} event={event} title={t("balance.title")} back="applications">
        <p className="lede measure">{t("balance.lede")}</p>
      </SelectionHead>
      <dl className="particulars text-base! nums">
        {(["all", "shortlist", "accepted"] as const).map((set) => (
          <div key={set}>
            <dt>{t(`balance.set.${set}`)}</dt>
            <dd className="font-serif text-[1.42rem]">{formatNumber(totals[set], language)}</dd>
          </div>
        ))}
      </dl>
      <p className="measure small muted">{t("balance.sets")}</p>
      {balance.overQuota.length > 0 ? (
        <div className="notice caution measure">
          <ul>
            {balance.overQuota.map(({ code, count }) => (
              <li key={code}>
                {t("balance.over-quota", { state: stateName(code, language), count, quota: event.stateQuota ?? 0 })}
              </li>
            ))}
          </ul>
        </div>
      ) : event.stateQuota === null ? null : (
        <p className="notice affirm measure">{t("balance.within-quota", { quota: event.stateQuota })}</p>
      )}
      {totals.all === 0 ? (
        <p>{t("selection.none")}</p>
      ) : (
        <>
          <BalanceTable
            page={page}
            id="regions"
            title={t("balance.regions")}
            heading={t("balance.region")}
            rows={balance.regions}
            totals={totals}
            name={(value) => (value === null ? t("balance.no-region") : t(`region.${value as StateRegion}`))}
          />
          <BalanceTable
            page={page}
            id="groups"
            title={t("balance.groups")}
            heading={t("balance.group")}
            rows={balance.groups}
            totals={totals}
            name={group}
            note={t("balance.groups.note")}
          />
          <BalanceTable
            page={page}
            id="genders"
            title={t("apply.field.gender")}
            heading={t("apply.field.gender")}
            rows={balance.genders}
            totals={totals}
            name={(value) => value ?? unsaid}
            note={t("balance.genders.note")}
          />
          <BalanceTable
            page={page}
            id="kinds"
            title={t("apply.field.institution-kind")}
            heading={t("apply.field.institution-kind")}
            rows={balance.kinds}
            totals={totals}
            name={(value) => (value === null ? unsaid : t(`institution-kind.${value as InstitutionKind}`))}
          />
          <BalanceTable
            page={page}
            id="countries"
            title={t("balance.countries")}
            heading={t("apply.field.state")}
            rows={balance.countries}
            totals={totals}
            name={(value) => (value === null ? unsaid : stateName(value, language))}
          />
        </>
      )}
    </div>,
  );
}
