import type { LimitWithDefault } from '../../../../model/limits/limit';
import {
  DELAY,
  KMS_DATA_KEY_REUSE,
  MAXIMUM_MESSAGE_SIZE,
  MESSAGE_RETENTION,
  RECEIVE_WAIT_TIME,
  VISIBILITY_TIMEOUT,
} from '../../../../model/limits/sqs';
import type { SettableAttribute } from './names';

/** The attributes that are whole numbers within a range. */
export const RANGES: Readonly<Partial<Record<SettableAttribute, LimitWithDefault>>> = {
  VisibilityTimeout: VISIBILITY_TIMEOUT,
  MaximumMessageSize: MAXIMUM_MESSAGE_SIZE,
  MessageRetentionPeriod: MESSAGE_RETENTION,
  DelaySeconds: DELAY,
  ReceiveMessageWaitTimeSeconds: RECEIVE_WAIT_TIME,
  KmsDataKeyReusePeriodSeconds: KMS_DATA_KEY_REUSE,
};
