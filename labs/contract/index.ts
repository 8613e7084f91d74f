export { type AwsPage, type Check, type Finding, type Judgement, judge, type Result } from './check';
export { type ConsumerProblem, keepConsuming, ROUND_TRIP } from './consumers';
export { countRequests } from './count-requests';
export { deadLetterQueueUrl } from './dead-letters';
export { defineLab, type ExamFact, type Lab, type LabPlay, type LabText } from './lab';
export { Ledger, round, times } from './ledger';
export { answerOf, type Question } from './question';
export { type Depth, depthOf, describeDepth, left } from './queue-depth';
export { type ClientClass, LabError, type Scene } from './scene';
