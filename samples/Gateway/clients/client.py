import base64
import json
import os
from urllib.request import Request, urlopen

# begin
def call(method, path, body=None):
    request = Request(os.environ["COMPUTE_GATEWAY_URL"] + "/v1" + path, method=method, data=body and json.dumps(body).encode())
    request.add_header("Authorization", "Bearer " + os.environ["COMPUTE_API_KEY"])
    request.add_header("Content-Type", "application/json")
    with urlopen(request) as response:
        return json.load(response) if response.status != 204 else None

sandbox = call("POST", "/sandboxes", {"lifetime": "00:10:00"})
result = call("POST", f"/sandboxes/{sandbox['id']}/run", {"arguments": ["uname", "-s"]})
print(result["exitCode"], base64.b64decode(result["standardOutput"]).decode().strip())
call("DELETE", f"/sandboxes/{sandbox['id']}")
# end
