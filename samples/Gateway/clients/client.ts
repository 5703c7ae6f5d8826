import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

// begin
const gateway = createClient<paths>({
  baseUrl: `${process.env.COMPUTE_GATEWAY_URL}/v1`,
  headers: { Authorization: `Bearer ${process.env.COMPUTE_API_KEY}` },
});
const { data: sandbox, error } = await gateway.POST("/sandboxes", { body: { lifetime: "00:10:00" } });
if (!sandbox) throw new Error(error.detail);
const params = { path: { id: sandbox.id } };
const { data: result } = await gateway.POST("/sandboxes/{id}/run", { params, body: { arguments: ["uname", "-s"] } });
console.log(result?.exitCode, Buffer.from(result?.standardOutput ?? "", "base64").toString().trim());
await gateway.DELETE("/sandboxes/{id}", { params });
// end
