import { byKind, type DocumentWords } from "./types";

/** The words of documents in Arabic: a noun says what a document is awarded for, which leaves the holder’s gender open. */
export const arabic: DocumentWords = {
  kinds: {
    "itu-certificate": "شهادة الاتحاد الدولي للاتصالات",
    "itu-badge": "شارة الاتحاد الدولي للاتصالات",
    "organization-certificate": "شهادة",
    "attendance-letter": "إفادة حضور",
  },
  issuedBy: byKind("صادرة عن", "صادرة عن"),
  intro: byKind("تمنح هذه الوثيقة إلى", "تمنح هذه الإفادة إلى"),
  statement: byKind("لاجتياز الدورة بنجاح", "للمشاركة في الدورة"),
  notices: {
    specimen: { word: "SPECIMEN", sentence: "نموذج: بيانات للعرض التوضيحي، ولا تثبت أي إنجاز" },
    revoked: { word: "ملغاة", sentence: "ألغيت هذه الوثيقة ولم تعد تثبت أي شيء." },
    superseded: { word: "مستبدلة", sentence: "حلت محل هذه الوثيقة وثيقة مصححة." },
  },
  partner: "بالشراكة مع",
  replaces: (code) => `تصحح هذه الوثيقة الوثيقة ${code} وتحل محلها.`,
  organizer: "الجهة المنظمة",
  eventReference: "الرقم المرجعي للفعالية",
  eventDates: "تواريخ الفعالية",
  completedOn: "تاريخ الإتمام",
  releasedOn: "تاريخ الإصدار",
  issuedOn: "تاريخ تحرير الوثيقة",
  validUntil: "صالحة حتى",
  level: "المستوى",
  assessment: "التقييم",
  questions: (questions) => `امتحان، عدد أسئلته ${questions}`,
  supervised: { supervised: "تحت إشراف", unsupervised: "دون إشراف" },
  score: "المجموع الكلي",
  identity: "الهوية",
  assurance: {
    "self-declared": "الاسم كما صرح به صاحبه ولم يتحقق منه أحد",
    nominated: "أكدتها الجهة المرشحة",
    checked: "تحققت منها الجهة المنظمة",
  },
  outcomes: "مخرجات التعلم",
  moreOutcomes: "ترد جميع مخرجات التعلم في صفحة التحقق.",
  passRule: "قاعدة النجاح",
  studyHours: "ساعات الدراسة",
  zone: "المنطقة الزمنية لهذه التواريخ",
  signatory: "الموقع",
  code: "رمز الوثيقة",
  verify: "للتحقق",
  qr: "رمز الاستجابة السريعة لرابط التحقق",
  span: (from, to) =>
    from && to ? (from === to ? from : `من ${from} إلى ${to}`) : from ? `ابتداء من ${from}` : `حتى ${to}`,
  rule: ({ questions, thresholdPercent, strict, leastPoints, possiblePoints }) =>
    `${strict ? `أكثر من ${thresholdPercent}%` : `${thresholdPercent}% أو أكثر`}، أي ${leastPoints} من ${possiblePoints}${questions === possiblePoints ? "" : " نقطة"} على الأقل`,
  nativeNameElsewhere: "الاسم بكتابته الأصلية محفوظ في السجل.",
};
