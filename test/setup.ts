// The SDK's notice about Node 20 would stand in every test's output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// CDK's validator of templates takes seconds to start. What the constructs make goes through it in
// `lib/wiring.test.ts` and its like, the reference apps in `bin/stacks/`.
process.env['CDK_VALIDATION'] = 'false';
