// What the page knows of each channel: its name, how one answers there, its icon, and how long a message may be.

const CHANNELS = {
  email: { name: "E-mail", via: "by e-mail", icon: "email" },
  chat: { name: "Chat", via: "in the chat", icon: "chat" },
  whatsapp: { name: "WhatsApp", via: "on WhatsApp", icon: "whatsapp", limit: 4096 },
  messenger: { name: "Messenger", via: "on Messenger", icon: "chat", limit: 2000 },
  instagram: { name: "Instagram", via: "on Instagram", icon: "chat", limit: 1000 },
  sms: { name: "SMS", via: "by SMS", icon: "sms" },
  imessage: { name: "iMessage", via: "by iMessage", icon: "sms" },
  x: { name: "X", via: "on X", icon: "x", limit: 280 },
  review: { name: "Review", via: "under the review", icon: "review" },
  community: { name: "Community", via: "in the community", icon: "people" },
  phone: { name: "Phone", via: "on the phone", icon: "phone" },
  video: { name: "Video", via: "on the video call", icon: "video" },
  web: { name: "Web form", via: "to the web form", icon: "web" },
  other: { name: "Other", via: "here", icon: "chat" },
};

export const channel = (id) => CHANNELS[id] ?? CHANNELS.other;

/** How a text fills its channel: `{ used, limit, note, over }`; `limit` null where there is none. */
export function fill(text, id) {
  if (id === "sms") return sms(text);
  const limit = channel(id).limit ?? null;
  const used = id === "x" ? xLength(text) : Array.from(text).length;
  const over = limit !== null && used > limit;
  return { used, limit, over, note: over ? `${used - limit} too long for ${channel(id).name}` : "" };
}

// The GSM alphabet; anything else makes the whole message UCS-2, which holds less than half.
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/u;
const TWICE = /[\^{}\\[~\]|€]/gu;

function sms(text) {
  const plain = GSM.test(text);
  const used = plain ? text.length + (text.match(TWICE)?.length ?? 0) : text.length;
  const [single, part] = plain ? [160, 153] : [70, 67];
  const parts = used <= single ? 1 : Math.ceil(used / part);
  const limit = parts === 1 ? single : plain ? 320 : 140;
  const over = used > limit;
  const special = plain ? "" : ", special characters";
  return { used, limit, over, note: over ? `too long: ${parts} SMS${special}` : `${parts} SMS${special}` };
}

/** X counts an address as 23, and emoji and CJK as two. */
function xLength(text) {
  const rest = text.replace(/https?:\/\/\S+/gu, "");
  const addresses = text.match(/https?:\/\/\S+/gu)?.length ?? 0;
  const wide = rest.match(/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60\u{1f000}-\u{1ffff}]/gu)?.length ?? 0;
  return Array.from(rest).length + wide + addresses * 23;
}
