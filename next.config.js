/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  compress: false,
  reactStrictMode: true,
  // Metadata stands in the head of every page, for everybody: no script moves it there.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ["@myriaddreamin/typst-ts-node-compiler", "@node-rs/argon2", "pg", "pg-boss", "esbuild"],
  // The server in front asks for a page's description under the page's own address; nobody else can, and nothing keeps answers.
  experimental: { validateRSCRequestHeaders: false },
  typescript: { ignoreBuildErrors: true },
  productionBrowserSourceMaps: false,
  outputFileTracingIncludes: {},
};
