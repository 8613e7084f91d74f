terraform {
  required_providers {
    archive = { source = "hashicorp/archive" }
    aws     = { source = "hashicorp/aws" }
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "order-dead-letters"
  message_retention_seconds = 1209600 # 14 days
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  visibility_timeout_seconds = 360 # six times the function's timeout

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 5
  })
}

# npx esbuild order-outcomes-handler.ts --bundle --platform=node --target=node22 --external:@aws-sdk/* --outdir=build
data "archive_file" "code" {
  type        = "zip"
  source_file = "${path.module}/build/order-outcomes-handler.js"
  output_path = "${path.module}/build/order.zip"
}

resource "aws_lambda_function" "order" {
  function_name    = "order"
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  handler          = "order-outcomes-handler.handler"
  runtime          = "nodejs24.x"
  timeout          = 60
  memory_size      = 256
  role             = aws_iam_role.order.arn

  environment {
    variables = {
      SPILLWAY_DEAD_LETTER_QUEUE_URL = aws_sqs_queue.dead_letters.url
      SPILLWAY_MAX_RECEIVE_COUNT     = "5"
    }
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn        = aws_sqs_queue.orders.arn
  function_name           = aws_lambda_function.order.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]

  # Lambda asks whether the role may receive when the mapping is created.
  depends_on = [aws_iam_role_policy.order]
}

resource "aws_iam_role" "order" {
  name = "order"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.order.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role_policy" "order" {
  name = "queues"
  role = aws_iam_role.order.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ChangeMessageVisibility",
        ]
        Resource = aws_sqs_queue.orders.arn
      },
      {
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.dead_letters.arn
      },
    ]
  })
}
