/** What a notification says, as far as it says it in ActivityStreams. IRIs. */
export interface NotificationFacts {
  /** Classes of the activity. */
  readonly type: readonly string[];
  readonly actor?: string;
  readonly object?: string;
  readonly target?: string;
}

/** A notification that was left in the inbox. */
export interface StoredNotification extends NotificationFacts {
  /** When it came; milliseconds since 1970. */
  readonly received: number;
  /** JSON-LD, as it came. */
  readonly body: string;
  readonly mediaType: string;
  /** Id of the token that it was sent with; absent: anybody may have sent it. */
  readonly token?: string;
}

export interface Notification extends StoredNotification {
  readonly id: string;
}
